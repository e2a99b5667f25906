/** Cashing a gift card out: the whole rest, in cash, as much as the role may; and the ways out of it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { locksOf } from '../../../main/database/locks.ts';
import { minor } from '../../../shared/money.ts';
import { unlimited } from '../../../shared/limits.ts';
import { instrumentNumber } from '../../make/number.ts';
import { configuration } from '../../make/place.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';
import { ada, pin } from '../../make/staff.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

const out = { command: 'cashOut', number: instrumentNumber(1) } as const;

it('pays the whole rest out in cash and in nothing else', async () => {
  await bench.act(out);
  bench.headquarters.grant(780);
  expect(bench.cart().lines).toMatchObject([
    { kind: 'giftCard', purpose: 'cashOut', amount: -780 },
  ]);
  expect(bench.cart().totals).toMatchObject({ total: -780, due: -780 });
  const card = { command: 'payCard', amount: minor(-780), reference: 'R' } as const;
  expect(await bench.refused(card)).toBe('tender.back');
  expect(
    await bench.refused({ command: 'refundInstrument', kind: 'creditMemo', number: null }),
  ).toBe('tender.back');
  await bench.act({ command: 'payCash', amount: minor(-780) });
  expect(bench.view().receipt).toMatchObject({ total: -780, tenders: [{ amount: -780 }] });
  expect(bench.counts.drawer).toBe(1);
  expect(JSON.stringify(bench.printed)).toContain('Paid out');
});

it('lets what is on the card go toward goods', async () => {
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act(out);
  bench.headquarters.grant(780);
  expect(bench.cart().totals.due).toBe(9220);
  await bench.act({ command: 'payCard', amount: minor(9220), reference: 'A' });
  expect(bench.view().receipt).toMatchObject({ total: 9220 });
});

it('asks another person beyond what the role may pay out', async () => {
  const cashier = { ...unlimited, cashOutMost: minor(500) };
  const limits = { cashier, manager: unlimited, stock: unlimited };
  await bench.feed('1070', [{ id: configuration.store, body: { ...configuration, limits } }]);
  await bench.act(out);
  bench.headquarters.grant(780);
  const cash = { command: 'payCash', amount: minor(-780) } as const;
  expect(await bench.refused(cash)).toBe('permission.override');
  await bench.act({ command: 'approve', staff: ada.id, pin, operation: 215 });
  await bench.act(cash);
  expect(bench.view().receipt).toMatchObject({ total: -780 });
});

it('lets the card go when the line is voided, and the whole sale too', async () => {
  await bench.act(out);
  const sale = bench.cart().sale;
  bench.headquarters.grant(780);
  await bench.act({ command: 'voidLine', line: 1 });
  expect(locksOf(bench.db, sale).map((row) => row.state)).toEqual(['gone']);
  await bench.act({ command: 'cashOut', number: instrumentNumber(2) });
  bench.headquarters.grant(500);
  await bench.act({ command: 'voidSale' });
  expect(locksOf(bench.db, sale).map((row) => row.state)).toEqual(['gone', 'gone']);
});

it('needs the line to ask, and keeps to the rule when it is lost afterwards', async () => {
  await bench.act(out);
  bench.headquarters.grant(780);
  bench.line.turn('offline');
  expect(bench.cart().held).toMatchObject([{ purpose: 'cashOut', mayFinishOffline: true }]);
  await bench.act({ command: 'payCash', amount: minor(-780) });
  expect(bench.view().receipt).toMatchObject({ completedOffline: true });
  await bench.act({ command: 'newSale' });
  expect(await bench.refused({ ...out, number: instrumentNumber(3) })).toBe('instrument.offline');
});
