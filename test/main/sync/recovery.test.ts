import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readIdentity } from '../../../main/database/identity.ts';
import { readOpenCart } from '../../../main/database/carts.ts';
import { hearHeld, prepareHold } from '../../../main/sync/locks.ts';
import { recoverAtStart } from '../../../main/sync/recovery.ts';
import { openWitness } from '../../../main/database/witness.ts';
import { openTill, type Till } from './till.ts';

let till: Till;
beforeEach(() => {
  till = openTill();
});
afterEach(() => till.close());

function holdCard(at: Till, request: string): void {
  at.sell(3000);
  at.ask(request);
  const hold = prepareHold(at);
  hearHeld(at, hold, {
    epoch: 1,
    results: { [request]: { state: 'granted', grant: at.grant(request) } },
  });
}

it('R8: after a crash the ask is gone, and the held card of the open cart stays', () => {
  holdCard(till, 'a1');
  till.ask('a2');
  expect(recoverAtStart(till.db, till.witness)).toEqual({ ok: true, value: null });
  expect([till.state('a1'), till.state('a2')]).toEqual(['held', 'gone']);
  expect(prepareHold(till).wants).toMatchObject([{ request: 'a1' }]);
});

it('a database that went back is told by the witness: the sale is there again, its card spent (section 6)', () => {
  const back = mkdtempSync(join(tmpdir(), 'holdfast-back-'));
  holdCard(till, 'a1');
  till.db.sql.exec(`VACUUM INTO '${join(back, 'register.db')}'`);
  const sold = till.commit();
  cpSync(join(till.folder, 'witness'), join(back, 'witness'));
  const restored = openTill(back);
  try {
    expect(restored.state('a1')).toBe('held');
    expect(recoverAtStart(restored.db, openWitness(join(back, 'witness')))).toEqual({
      ok: true,
      value: 1,
    });
    expect([
      restored.state('a1'),
      readOpenCart(restored.db),
      readIdentity(restored.db)?.incarnation,
    ]).toEqual(['spent', null, 1]);
    expect(prepareHold(restored)).toMatchObject({
      incarnation: 1,
      head: { number: 1, hash: sold.hash },
      wants: [{ request: 'a1', grant: {} }],
    });
    expect(recoverAtStart(restored.db, restored.witness)).toEqual({ ok: true, value: null });
  } finally {
    restored.close();
  }
});
