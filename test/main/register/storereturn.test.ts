/** Past sales: the journal, papers of them, and goods of other registers' receipts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/bridge/command.ts';
import type { JournalPage } from '../../../shared/bridge/journal.ts';
import type { PastSale } from '../../../shared/bridge/query.ts';
import { fail, ok } from '../../../shared/fault.ts';
import { unlimited } from '../../../shared/limits.ts';
import { minor } from '../../../shared/money.ts';
import type { Sale } from '../../../shared/sale.ts';
import { defaultTenderPolicy } from '../../../shared/tenderrule.ts';
import type { StoreSale } from '../../../shared/wire/storesales.ts';
import { findSale } from '../../../main/database/sales.ts';
import { falseStore } from '../../false/otherregisters.ts';
import { configuration } from '../../make/place.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

let other: Bench;
let bench: Bench;
let sold: Sale;
/** What the channel answers; null: it is not reached. */
let told: StoreSale | null;

const anything = {
  text: null,
  from: null,
  to: null,
  amount: null,
  tender: null,
  cashier: null,
  state: null,
};

async function sell(at: Bench, count: number): Promise<Sale> {
  await at.act({ command: 'addProduct', product: hundred.id });
  if (count > 1) await at.act({ command: 'quantity', line: 1, quantity: count * 1000 });
  await at.act({ command: 'openPayment' });
  await at.act({ command: 'payCash', amount: minor(count * 10_000) });
  const sale = findSale(at.db, at.view().receipt?.receipt ?? '');
  await at.act({ command: 'newSale' });
  if (!sale) throw new Error('nothing was sold');
  return sale;
}

beforeEach(async () => {
  other = await makeSelling({ seed: 5 });
  sold = { ...(await sell(other, 3)), receipt: 'R01-000117' };
  told = { sale: sold, registerName: 'R-01', elsewhere: [] };
  bench = await makeSelling({
    ports: {
      store: {
        ...falseStore(),
        sale: async () => (told === null ? fail('channel.unreachable') : ok(told)),
        journal: async () =>
          told === null
            ? fail('channel.unreachable')
            : ok({
                rows: [
                  {
                    hash: 'a'.repeat(64),
                    register: 'S01-R01',
                    registerName: 'R-01',
                    receipt: sold.receipt,
                    kind: 'sale',
                    at: sold.committedAt,
                    cashier: sold.cashier,
                    currency: 'USD',
                    total: sold.total,
                    lines: 1,
                    tenders: ['cash'],
                    offline: false,
                  },
                ],
              }),
      },
    },
  });
});
afterEach(() => {
  endBench(other);
  endBench(bench);
});

const ask = async (receipt: string): Promise<PastSale> => {
  const answer = await bench.register.query({ query: 'sale', receipt });
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value;
};
const giving = (quantity: number): Command => ({
  command: 'returnReceipt',
  receipt: sold.receipt,
  lines: [{ line: 1, quantity }],
});
const page = async (scope: 'register' | 'store'): Promise<JournalPage> => {
  const query = { query: 'journal', scope, filter: anything, before: null, limit: 50 } as const;
  const answer = await bench.register.query(query);
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value;
};

describe("another register's receipt", () => {
  it('is unknown before the channel told it, then comes back in parts, and never more than was sold', async () => {
    expect(await bench.refused(giving(1000))).toBe('receipt.unknown');
    expect(await ask(sold.receipt)).toMatchObject({
      own: false,
      registerName: 'R-01',
      fresh: true,
      lines: [{ returnable: 3000 }],
    });
    await bench.act(giving(1000));
    await bench.act(giving(1000));
    expect(await bench.refused(giving(2000))).toBe('return.tooMany');
    expect(bench.cart().totals.total).toBe(-20_000);
    await bench.act({ command: 'quantity', line: 2, quantity: -2000 });
    expect(await bench.refused({ command: 'quantity', line: 2, quantity: -3000 })).toBe(
      'return.tooMany',
    );
  });

  it('goes back the way it was paid, as far as this register gave nothing back by it', async () => {
    const tenders = { ...defaultTenderPolicy, refundBy: 'original' } as const;
    await bench.feed('1070', [{ id: configuration.store, body: { ...configuration, tenders } }]);
    await ask(sold.receipt);
    await bench.act(giving(1000));
    const card = { command: 'payCard', amount: minor(-10_000), reference: 'R' } as const;
    expect(await bench.refused(card)).toBe('permission.override');
    await bench.act({ command: 'payCash', amount: minor(-10_000) });
    expect(bench.view().receipt).toMatchObject({ total: -10_000 });
  });

  it('counts what came back elsewhere, and says when that is old', async () => {
    const elsewhere = [{ line: 1, quantity: 2000, paid: minor(20_000), tax: minor(0) }];
    told = { sale: sold, registerName: 'R-01', elsewhere };
    expect((await ask(sold.receipt)).lines[0]?.returnable).toBe(1000);
    told = null;
    const stale = await ask(sold.receipt);
    expect(stale).toMatchObject({ fresh: false, lines: [{ returnable: 1000 }] });
    expect(stale.knownAt).not.toBeNull();
    bench.line.turn('offline');
    await bench.act(giving(1000));
    expect(await bench.refused(giving(1000))).toBe('return.tooMany');
  });

  it('keeps a sale that it was told when the channel forgets it', async () => {
    await ask(sold.receipt);
    told = { sale: null, registerName: '', elsewhere: [] };
    expect((await ask(sold.receipt)).lines[0]?.returnable).toBe(3000);
  });
});

describe('the limit of what may come back', () => {
  it('is asked of another person, by receipt, blind and by quantity', async () => {
    const limited = { ...unlimited, returnMost: minor(15_000), blindReturn: false };
    const limits = { cashier: limited, manager: unlimited, stock: unlimited };
    await bench.feed('1070', [{ id: configuration.store, body: { ...configuration, limits } }]);
    await ask(sold.receipt);
    expect(await bench.refused(giving(2000))).toBe('permission.override');
    await bench.act(giving(1000));
    await bench.act({ command: 'voidSale' });
    await bench.act({ command: 'addProduct', product: hundred.id });
    expect(await bench.refused({ command: 'return', line: 1 })).toBe('permission.override');
    expect(await bench.refused({ command: 'quantity', line: 1, quantity: -1000 })).toBe(
      'permission.override',
    );
  });
});

describe('the journal', () => {
  it("shows this register's sales, and the store's while the channel is reached", async () => {
    const own = await sell(bench, 1);
    expect(await page('register')).toMatchObject({
      scope: 'register',
      rows: [{ receipt: own.receipt, state: 'pending', registerName: 'R-02' }],
    });
    expect(await page('store')).toMatchObject({
      scope: 'store',
      rows: [{ receipt: 'R01-000117', state: null }],
    });
    bench.line.turn('offline');
    expect(await page('store')).toMatchObject({
      scope: 'register',
      rows: [{ receipt: own.receipt }],
    });
    const whole = await bench.register.query({ query: 'journalSale', receipt: own.receipt });
    expect(whole).toMatchObject({ ok: true, value: { returnable: true } });
    expect(await bench.register.query({ query: 'journalSale', receipt: 'none' })).toMatchObject({
      fault: { code: 'receipt.unknown' },
    });
  });

  it('prints copies, and gift receipts without a price', async () => {
    const own = await sell(bench, 2);
    bench.printed.length = 0;
    await bench.act({ command: 'reprint', receipt: own.receipt });
    await bench.act({ command: 'giftReceipt', receipt: own.receipt });
    const [copy, gift] = bench.printed.map((paper) => JSON.stringify(paper.parts));
    expect(copy).toContain('COPY');
    expect(copy).toContain('200.00');
    expect(gift).toContain('Gift receipt');
    expect(gift).not.toMatch(/\d\.\d\d/);
    expect(await bench.refused({ command: 'reprint', receipt: 'none' })).toBe('receipt.unknown');
  });
});
