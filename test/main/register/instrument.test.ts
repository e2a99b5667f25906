import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOpenCart } from '../../../main/database/carts.ts';
import { findLock, locksOf } from '../../../main/database/locks.ts';
import type { Command } from '../../../shared/bridge/command.ts';
import { minor } from '../../../shared/money.ts';
import { instrumentNumber } from '../../make/number.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';
import { makeParameters } from '../../make/place.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
  await bench.act({ command: 'addProduct', product: hundred.id });
});
afterEach(() => endBench(bench));

const pay = (
  n: number,
  amount: number | null = null,
  kind: 'giftCard' | 'creditMemo' = 'giftCard',
): Command => ({
  command: 'payInstrument',
  kind,
  number: instrumentNumber(n),
  amount: amount === null ? null : minor(amount),
});
const held = async (n: number, balance: number, amount: number | null = null): Promise<void> => {
  await bench.act(pay(n, amount));
  bench.headquarters.grant(balance);
};
const states = (): string[] => locksOf(bench.db, bench.cart().sale).map((row) => row.state);

describe('asking', () => {
  it('needs the line, a right number, and something due', async () => {
    bench.line.turn('realtimeDown');
    expect(await bench.refused(pay(1))).toBe('instrument.offline');
    bench.line.turn('online');
    const wrong = { ...pay(1), number: '6035 0000 0000 0001' } as Command;
    expect(await bench.refused(wrong)).toBe('instrument.number');
    expect(await bench.refused(pay(1, 10_001))).toBe('tender.over');
    expect(await bench.refused(pay(1, 0))).toBe('amount.invalid');
    await bench.act({ command: 'return', line: 1 });
    expect(await bench.refused(pay(1))).toBe('tender.direction');
    await bench.act({ command: 'voidSale' });
    expect(await bench.refused(pay(1))).toBe('cart.none');
    expect(bench.ports.numbers.size).toBe(0);
  });

  it('is one at a time, and nothing else happens under it', async () => {
    await bench.act(pay(1));
    expect(bench.counts.wake).toBe(1);
    expect(await bench.refused(pay(2))).toBe('ask.pending');
    expect(await bench.refused({ command: 'payCash', amount: minor(10_000) })).toBe('ask.pending');
    expect(await bench.refused({ command: 'scan', code: 'P1' })).toBe('cart.paying');
    expect(await bench.refused({ command: 'suspend' })).toBe('suspend.instrument');
    await bench.act({ command: 'giveUp' });
    expect(bench.view().ask).toBeNull();
    expect(await bench.refused({ command: 'giveUp' })).toBe('ask.none');
    expect(bench.ports.numbers.size).toBe(0);
    await bench.act(pay(1));
    await bench.act({ command: 'voidSale' });
    expect(bench.ports.numbers.size).toBe(0);
  });

  it('refuses the same card twice in one sale, until it was removed', async () => {
    await held(1, 3000);
    expect(await bench.refused(pay(1))).toBe('instrument.twice');
    await bench.act({ command: 'removeTender', tender: bench.cart().tenders[0]?.tender ?? 0 });
    expect(states()).toEqual(['gone']);
    await bench.act(pay(1));
  });

  it('shows a refusal until it was read', async () => {
    await bench.act(pay(1));
    bench.headquarters.refuse('instrument.wrongPin');
    expect(bench.view().refusal).toMatchObject({ fault: { code: 'instrument.wrongPin' } });
    await bench.act({ command: 'dismissRefusal' });
    expect(bench.view().refusal).toBeNull();
  });
});

describe('a held card', () => {
  it('pays the least of due, balance and wish', async () => {
    await held(1, 3000);
    await held(2, 50_000, 2000);
    await held(3, 50_000);
    expect(bench.cart().tenders.map((tender) => tender.amount)).toEqual([3000, 2000, 5000]);
    expect(await bench.refused(pay(4))).toBe('tender.nothingDue');
    await bench.act({ command: 'complete' });
    expect(bench.view().receipt).toMatchObject({ total: 10_000 });
  });

  it('must wait when its parameter says so, and lets no other tender in', async () => {
    await bench.publish(makeParameters(2, { completeOffline: false }));
    await held(1, 3000);
    expect(bench.cart().held).toMatchObject([{ mayFinishOffline: false, waits: null }]);
    bench.line.turn('offline');
    expect(bench.cart().held).toMatchObject([
      { mayFinishOffline: false, waits: { code: 'completion.notAllowed' } },
    ]);
    const before = bench.cart();
    const cash: Command = { command: 'payCash', amount: minor(7000) };
    expect(await bench.refused(cash)).toBe('completion.notAllowed');
    expect(await bench.refused({ ...cash, amount: minor(1) })).toBe('completion.notAllowed');
    expect(bench.cart()).toEqual(before);
    await bench.act({ command: 'removeTender', tender: bench.cart().tenders[0]?.tender ?? 0 });
    await bench.act({ command: 'payCash', amount: minor(10_000) });
    expect(bench.view().receipt).toMatchObject({ completedOffline: true });
  });

  it.each([
    [{ mostPerSale: minor(2999) }, 'completion.overAmount'],
    [{ mostHours: 1 }, 'completion.overHours'],
    [{ mostPending: 1 }, 'completion.overPending'],
  ] as const)('keeps to the limit %j', async (limit, code) => {
    await bench.act({ command: 'openDrawer' });
    await bench.publish(makeParameters(2, { completeOffline: true, ...limit }));
    await held(1, 10_000, code === 'completion.overAmount' ? null : 10_000);
    bench.line.turn('offline');
    bench.clock.advance(2 * 3_600_000);
    expect(await bench.refused({ command: 'complete' })).toBe(code);
    bench.line.turn('online');
    await bench.act({ command: 'complete' });
  });

  it.each([
    ['grant', `signed_grant = replace(signed_grant, '"balance":10000', '"balance":90000')`],
    ['purpose', "purpose = 'refundTo'"],
    ['kind', "kind = 'creditMemo'"],
  ])('whose stored %s was changed completes nothing', async (_, change) => {
    await held(1, 10_000);
    expect(bench.db.sql.prepare(`UPDATE lock_request SET ${change}`).run().changes).toBe(1);
    expect(bench.cart().held).toMatchObject([{ waits: { code: 'completion.unverified' } }]);
    expect(await bench.refused({ command: 'complete' })).toBe('completion.unverified');
  });

  it('that was moved to another sale completes nothing', async () => {
    await held(1, 10_000);
    const { sale } = bench.cart();
    const cart = readOpenCart(bench.db);
    bench.db.sql.prepare("UPDATE lock_request SET sale = 'another'").run();
    bench.db.sql
      .prepare("UPDATE cart SET sale = 'another', body = ?")
      .run(JSON.stringify({ ...cart, sale: 'another' }));
    expect(bench.cart().sale).not.toBe(sale);
    expect(await bench.refused({ command: 'complete' })).toBe('completion.unverified');
  });

  it('that headquarters takes back leaves the sale, and the cashier is told', async () => {
    await held(1, 10_000);
    const [row] = locksOf(bench.db, bench.cart().sale);
    bench.headquarters.lose(row?.request ?? '');
    expect(bench.cart().tenders).toEqual([]);
    expect(bench.view().notice).toMatchObject({ code: 'lock.broken' });
    await bench.act({ command: 'payCash', amount: minor(10_000) });
    expect(bench.view()).toMatchObject({ screen: 'receipt', notice: null });
  });

  it('is let go when the sale is voided', async () => {
    await held(1, 3000);
    const [row] = locksOf(bench.db, bench.cart().sale);
    await bench.act({ command: 'voidSale' });
    expect(findLock(bench.db, row?.request ?? '')?.state).toBe('gone');
  });

  it('is spent by the commit, exactly once', async () => {
    await held(1, 10_000);
    const [row] = locksOf(bench.db, bench.cart().sale);
    await bench.act({ command: 'complete' });
    expect(findLock(bench.db, row?.request ?? '')?.state).toBe('spent');
    expect(await bench.refused({ command: 'complete' })).toBe('cart.none');
  });
});

describe('a refund', () => {
  beforeEach(() => bench.act({ command: 'return', line: 1 }));

  it('goes onto a new memo, for all that is due', async () => {
    const wrong: Command = {
      command: 'refundInstrument',
      kind: 'creditMemo',
      number: instrumentNumber(1),
    };
    expect(await bench.refused(wrong)).toBe('instrument.number');
    await bench.act({ command: 'refundInstrument', kind: 'creditMemo', number: null });
    bench.headquarters.grant(0);
    expect(bench.cart().totals.due).toBe(0);
    const last4 = instrumentNumber(901).slice(-4);
    expect(bench.cart().held).toMatchObject([{ purpose: 'issue', amount: -10_000, last4 }]);
    await bench.act({ command: 'complete' });
    expect(bench.view().receipt?.memo).toMatchObject({ amount: 10_000, remainder: false });
    expect(bench.printed.map((paper) => paper.kind)).toEqual(['receipt', 'voucher']);
  });

  it('goes onto a gift card', async () => {
    const refund: Command = {
      command: 'refundInstrument',
      kind: 'giftCard',
      number: instrumentNumber(1),
    };
    expect(await bench.refused({ ...refund, number: null })).toBe('instrument.number');
    await bench.act(refund);
    bench.headquarters.grant(500);
    expect(bench.cart().tenders).toMatchObject([{ purpose: 'refundTo', amount: -10_000 }]);
    expect(await bench.refused(refund)).toBe('tender.nothingDue');
    await bench.act({ command: 'complete' });
  });

  it('is refused where the customer owes', async () => {
    await bench.act({ command: 'return', line: 1 });
    const refund: Command = { command: 'refundInstrument', kind: 'creditMemo', number: null };
    expect(await bench.refused(refund)).toBe('tender.direction');
    bench.line.turn('offline');
    expect(await bench.refused(refund)).toBe('instrument.offline');
  });
});
