/** POSLog as another system reads it: by a parser of its own, against the element structure of POSLog 6. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { poslogLines, type Period } from '../../../server/headquarters/poslog/poslog.ts';
import type { Move } from '../../../shared/move.ts';
import { minor } from '../../../shared/money.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk } from './clerk.ts';
import { push, sale } from './desk.ts';
import { back, cardLine, cash, checkOver, entryOf, goods, instrument } from './sealed.ts';
import { addCard, openWorld, type TestWorld } from './world.ts';

/** Order of children, as POSLog's schema gives it, of the elements that are written. */
const structure: Readonly<Record<string, readonly string[]>> = {
  POSLog: ['Transaction'],
  Transaction: [
    ...['RetailStoreID', 'WorkstationID', 'TillID', 'SequenceNumber', 'BusinessDayDate'],
    ...['BeginDateTime', 'EndDateTime', 'OperatorID', 'CurrencyCode', 'RetailTransaction'],
  ],
  RetailTransaction: ['ReceiptNumber', 'LineItem', 'Total', 'Customer', 'TransactionLink'],
  LineItem: ['SequenceNumber', 'Sale', 'Return', 'Tax', 'Tender', 'Rounding'],
  Sale: [
    ...['POSIdentity', 'ItemID', 'Description', 'RegularSalesUnitPrice', 'ActualSalesUnitPrice'],
    ...['ExtendedAmount', 'RetailPriceModifier', 'Quantity', 'GiftCard', 'TransactionLink'],
  ],
  Return: [],
  Tender: ['Amount', 'CreditDebit', 'Check', 'ForeignCurrency', 'GiftCard', 'StoreCredit'],
};
const orderOf = (name: string): readonly string[] | undefined =>
  structure[name === 'Return' ? 'Sale' : name];

type Ordered = Readonly<Record<string, unknown>>;
const parser = new XMLParser({
  ignoreAttributes: false,
  preserveOrder: true,
  parseTagValue: false,
});
const plain = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => ['Transaction', 'LineItem', 'Total'].includes(name),
});

/** Children that stand where the structure has no place for them. */
function misplaced(nodes: readonly Ordered[], parent: string): string[] {
  const names = nodes.map((node) => Object.keys(node).find((key) => key !== ':@') ?? '');
  const order = orderOf(parent);
  const places = names.filter((name) => name !== '#text').map((name) => order?.indexOf(name) ?? 0);
  const wrong = places.some((at, index) => at < 0 || at < (places[index - 1] ?? 0));
  return [
    ...(order && wrong ? [`${parent}: ${names.join(' ')}`] : []),
    ...nodes.flatMap((node, index) => {
      const children = node[names[index] ?? ''];
      return Array.isArray(children) ? misplaced(children, names[index] ?? '') : [];
    }),
  ];
}

describeDatabases('POSLog', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  const day: Period = { from: '2026-03-02T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' };
  async function exported(period = day): Promise<string> {
    const lines: string[] = [];
    for await (const line of poslogLines(world.now(), period)) lines.push(line);
    return lines.join('\n');
  }
  type Read = {
    POSLog: {
      Transaction?: {
        WorkstationID: Record<string, string>;
        SequenceNumber: string;
        RetailTransaction: {
          ReceiptNumber: string;
          LineItem: Record<string, Record<string, unknown>>[];
          Total: Record<string, string>[];
        };
      }[];
    };
  };
  const read = (xml: string) => (plain.parse(xml) as Read).POSLog.Transaction ?? [];

  const moves: readonly (readonly [string, readonly Move[]])[] = [
    ['s1', [goods(500), goods(250), cash(1000)]],
    ['s2', [back(700), cash(-700)]],
  ];

  it('is well-formed, in the order of the schema, with every amount in its place', async () => {
    await addCard(world.now(), 'c1', 5000);
    const clerk = makeClerk(() => world, 'A');
    const pays = [await clerk.lock('r1', { card: 'c1', sale: 's3' })];
    const issued = [
      await clerk.lock('r2', { card: 'c9', sale: 's4', purpose: 'issue', amount: minor(2500) }),
    ];
    const memos = [await clerk.lock('r3', { kind: 'creditMemo', purpose: 'issue', sale: 's5' })];
    const all = [
      ...moves.map(([id, moved]) => sale({ sale: id, register: 'A' }, moved)),
      sale({ sale: 's3', register: 'A', grants: pays }, [
        goods(1200),
        ...pays.map((grant) => instrument(grant, 1200)),
      ]),
      sale({ sale: 's4', register: 'A', grants: issued }, [
        cardLine('r2', 'issue', 2500),
        cash(2500),
      ]),
      sale({ sale: 's5', register: 'A', grants: memos }, [
        goods(3000),
        checkOver(4500),
        ...memos.map((grant) => instrument(grant, -1500)),
      ]),
    ];
    let previous: string[] = [];
    for (const [index, body] of all.entries()) {
      const entry = entryOf('A', index + 1, previous, body);
      await push(world, 'A', entry);
      previous = [entry.hash];
    }
    const xml = await exported();
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(misplaced(parser.parse(xml.replace(/^<\?.*\?>\n/, '')), '')).toEqual([]);
    const transactions = read(xml);
    expect(transactions.map((one) => one.SequenceNumber)).toEqual(['1', '2', '3', '4', '5']);
    const facts = transactions.map(({ RetailTransaction: { LineItem, Total } }) => ({
      kinds: LineItem.map((item) =>
        Object.keys(item).find((key) => /^[A-Z]/.test(key) && key !== 'SequenceNumber'),
      ),
      total: Total.find((one) => one['@_TotalType'] === 'TransactionGrandAmount')?.['#text'],
    }));
    expect(facts).toEqual([
      { kinds: ['Sale', 'Sale', 'Tender', 'Tender'], total: '7.50' },
      { kinds: ['Return', 'Tender'], total: '-7.00' },
      { kinds: ['Sale', 'Tender'], total: '12.00' },
      { kinds: ['Sale', 'Tender'], total: '25.00' },
      { kinds: ['Sale', 'Tender', 'Tender'], total: '30.00' },
    ]);
    const tenders = transactions.flatMap((one) =>
      one.RetailTransaction.LineItem.flatMap(({ Tender }) =>
        Tender ? [`${String(Tender['@_TenderType'])} ${String(Tender['@_TypeCode'])}`] : [],
      ),
    );
    expect(tenders).toEqual([
      'Cash Sale',
      'Cash Change',
      'Cash Refund',
      'GiftCard Sale',
      'Cash Sale',
      'Check Sale',
      'StoreCredit Change',
    ]);
    expect(xml).toMatch(/<SerialNumber>\*{4}\d{4}<\/SerialNumber>/);
    expect(xml).toMatch(/<CardNumber>\*{4}\d{4}<\/CardNumber>/);
    expect(xml).not.toMatch(/\d{12,}/);
  });

  it('holds each sale in one period of two that follow each other, and escapes what a name holds', async () => {
    let previous: string[] = [];
    for (let number = 1; number <= 5; number += 1) {
      const facts = { sale: `s${number}`, register: 'A', receipt: `R<${number}>&"'\u0001` };
      const entry = entryOf('A', number, previous, sale(facts, [goods(100), cash(100)]));
      await push(world, 'A', entry);
      previous = [entry.hash];
      world.clock.pass(10 * 3_600_000);
    }
    const middle = '2026-03-03T00:00:00.000Z';
    const [first, second] = [
      await exported({ from: day.from, to: middle }),
      await exported({ from: middle, to: '2026-03-09T00:00:00.000Z' }),
    ];
    const receipts = [first, second].map((xml) =>
      read(xml).map((one) => one.RetailTransaction.ReceiptNumber),
    );
    expect(receipts.map((list) => list.length)).toEqual([2, 3]);
    expect(receipts.flat()[0]).toBe('R<1>&"\'\uFFFD');
    expect(read(await exported({ ...day, to: middle, register: 'B' }))).toEqual([]);
    expect(XMLValidator.validate(second)).toBe(true);
  });
});
