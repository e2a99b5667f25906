import { afterEach, beforeEach, expect, it } from 'vitest';
import { locksOf } from '../../../main/database/locks.ts';
import type { Command } from '../../../shared/bridge/command.ts';
import { minor } from '../../../shared/money.ts';
import { instrumentNumber } from '../../make/number.ts';
import { hundred, palace } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

const sell = (n: number, amount: number, purpose: 'issue' | 'addValue' = 'issue'): Command => ({
  command: 'giftCard',
  purpose,
  number: instrumentNumber(n),
  amount: minor(amount),
});

it('sells a card that is never discounted or multiplied', async () => {
  await bench.act(sell(1, 5000));
  expect(bench.cart().lines).toEqual([]);
  await bench.act({ command: 'scan', code: hundred.id });
  bench.headquarters.grant(0);
  expect(bench.cart().lines).toMatchObject([{ product: 'P4' }, { kind: 'giftCard', amount: 5000 }]);
  expect(bench.cart().held).toMatchObject([{ line: 2, tender: null, purpose: 'issue' }]);
  const line = 2;
  expect(await bench.refused({ command: 'quantity', line, quantity: 2000 })).toBe(
    'line.instrument',
  );
  expect(await bench.refused({ command: 'discount', line, percentOff: 1000 })).toBe(
    'line.instrument',
  );
  expect(await bench.refused({ command: 'return', line })).toBe('line.instrument');
  expect(await bench.refused({ command: 'suspend' })).toBe('suspend.instrument');
  await bench.act({ command: 'payCash', amount: minor(15_000) });
  expect(bench.view().receipt).toMatchObject({ total: 15_000 });
});

it('lets the lock go with its line', async () => {
  await bench.act(sell(1, 5000, 'addValue'));
  bench.headquarters.grant(700);
  await bench.act({ command: 'voidLine', line: 1 });
  expect(locksOf(bench.db, bench.cart().sale).map((row) => row.state)).toEqual(['gone']);
  await bench.act(sell(1, 5000, 'addValue'));
});

it('refuses what cannot be sold', async () => {
  expect(await bench.refused(sell(1, 0))).toBe('amount.invalid');
  expect(await bench.refused(sell(1, -5))).toBe('amount.invalid');
  expect(await bench.refused({ ...sell(1, 100), number: '123' } as Command)).toBe(
    'instrument.number',
  );
  expect(bench.view().cart).toBeNull();
  await bench.act({ command: 'addProduct', product: palace.id });
  expect(await bench.refused(sell(1, 2_000_000_000_000))).toBe('amount.tooLarge');
  await bench.act({ command: 'voidSale' });
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'payCash', amount: minor(100) });
  expect(await bench.refused(sell(1, 100))).toBe('cart.paying');
  bench.line.turn('offline');
  expect(await bench.refused(sell(1, 100))).toBe('instrument.offline');
});

it('asks one card at a time, and the same one not twice', async () => {
  await bench.act(sell(1, 5000));
  expect(await bench.refused(sell(2, 5000))).toBe('ask.pending');
  bench.headquarters.grant(0);
  expect(await bench.refused(sell(1, 5000))).toBe('instrument.twice');
  const pay: Command = {
    command: 'payInstrument',
    kind: 'giftCard',
    number: instrumentNumber(1),
    amount: null,
  };
  expect(await bench.refused(pay)).toBe('instrument.twice');
});
