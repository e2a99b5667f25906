import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backupDatabase, backupPath } from '../../../main/database/backup.ts';
import { entriesToSend } from '../../../main/database/journal.ts';
import { compareWitness, recover } from '../../../main/database/recovery.ts';
import { createRegister } from '../../../main/register/register.ts';
import type { Audit } from '../../../shared/entry.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeSelling, openBench, type Bench } from '../../make/register.ts';
import { mei, pin } from '../../make/staff.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

const sellHundred = async (at: Bench): Promise<void> => {
  await at.act({ command: 'newSale' });
  await at.act({ command: 'addProduct', product: hundred.id });
  await at.act({ command: 'payCash', amount: hundred.price });
};
const restores = (at: Bench): Audit[] =>
  entriesToSend(at.db, [], 1000).flatMap((entry) => {
    const content = readEntry(entry);
    const body = content.ok ? content.value.body : null;
    return body?.kind === 'audit' && body.audit.act === 'restored' ? [body.audit] : [];
  });
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('tells the cashier that the open sale was closed, once, and head office too', async () => {
  await bench.act({ command: 'addProduct', product: hundred.id });
  expect(recover(bench.db, { hold: { incarnation: 4, seq: 9, id: 'unknown' } }).ok).toBe(true);
  await settled();
  const told = { code: 'register.restored', data: { carts: 1 } };
  expect(bench.view()).toMatchObject({ cart: null, screen: 'sale', notice: told });
  expect(restores(bench)).toEqual([
    { act: 'restored', staff: mei.id, note: 'entries back: 0, carts closed: 1' },
  ]);
  expect(bench.ports.witness.read().map((entry) => entry.hash)).toEqual(
    entriesToSend(bench.db, [], 10).map((entry) => entry.hash),
  );
  createRegister(bench.ports);
  expect(restores(bench)).toHaveLength(1);
  await sellHundred(bench);
  expect(bench.view().notice).toMatchObject(told);
  await bench.act({ command: 'dismissRefusal' });
  expect(bench.view().notice).toBeNull();
});

it('tells at the next start what the witness gave back', async () => {
  const back = mkdtempSync(join(tmpdir(), 'holdfast-register-'));
  await sellHundred(bench);
  expect((await backupDatabase(bench.db, join(back, 'register.db'))).ok).toBe(true);
  await sellHundred(bench);
  copyFileSync(join(bench.folder, 'witness.jsonl'), join(back, 'witness.jsonl'));
  const restored = openBench({ folder: back, seed: 5 });
  expect(compareWitness(restored.db, restored.ports.witness)).toEqual({ ok: true, value: 1 });
  await settled();
  expect(restores(restored)).toMatchObject([{ note: 'entries back: 1, carts closed: 0' }]);
  expect(restored.view().notice, 'nobody is there to read it').toBeNull();
  await restored.act({ command: 'signIn', staff: mei.id, pin });
  expect(restored.view().notice).toMatchObject({
    code: 'register.restored',
    data: { entries: 1 },
  });
  endBench(restored);
});

it('tells of a damaged file that its last good copy replaced, and of what the witness added', async () => {
  await sellHundred(bench);
  const back = mkdtempSync(join(tmpdir(), 'holdfast-register-'));
  const copy = backupPath(join(back, 'register.db'));
  expect((await backupDatabase(bench.db, copy)).ok).toBe(true);
  await sellHundred(bench);
  copyFileSync(join(bench.folder, 'witness.jsonl'), join(back, 'witness.jsonl'));
  const restored = openBench({ folder: back, seed: 5 });
  expect(compareWitness(restored.db, restored.ports.witness)).toEqual({ ok: true, value: 1 });
  await settled();
  const [first, second] = restores(restored);
  expect(first?.note).toMatch(
    /^register\.db\.backup for register\.db\.damaged-\w+, entries back: 0, carts closed: 0$/,
  );
  expect(second?.note).toBe('entries back: 1, carts closed: 0');
  await restored.act({ command: 'signIn', staff: mei.id, pin });
  expect(restored.view().notice).toMatchObject({ code: 'database.restored', data: { entries: 1 } });
  endBench(restored);
});
