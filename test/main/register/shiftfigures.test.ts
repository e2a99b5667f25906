/** The figures of a shift are the sums of its journal, whatever was done in it and however often the line was cut. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { saveAnswers } from '../../../main/database/answers.ts';
import { entriesToSend } from '../../../main/database/journal.ts';
import type { Command } from '../../../shared/bridge/command.ts';
import type { EntryBody } from '../../../shared/entry.ts';
import { minor } from '../../../shared/money.ts';
import { shiftOf } from '../../../shared/shiftsums.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

type Step =
  | { readonly do: 'sale'; readonly products: readonly number[]; readonly cash: number }
  | { readonly do: 'return'; readonly product: number; readonly as: 'cash' | 'card' }
  | { readonly do: 'void'; readonly product: number }
  | { readonly do: 'move'; readonly command: Command }
  | { readonly do: 'line'; readonly to: 'online' | 'offline' }
  | { readonly do: 'drawer' | 'again' };

const product = fc.constantFrom(1, 2, 3, 4);
const money = fc.integer({ min: 1, max: 9000 }).map(minor);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('sale' as const),
      products: fc.array(product, { minLength: 1, maxLength: 4 }),
      // Hundredths of the due in cash, the rest by card; above 100 there is change.
      cash: fc.constantFrom(0, 30, 100, 150),
    }),
  },
  fc.record({
    do: fc.constant('return' as const),
    product,
    as: fc.constantFrom('cash' as const, 'card' as const),
  }),
  fc.record({ do: fc.constant('void' as const), product }),
  fc.record({
    do: fc.constant('move' as const),
    command: fc.record({
      command: fc.constantFrom(
        'floatEntry' as const,
        'tenderRemoval' as const,
        'safeDrop' as const,
      ),
      amount: money,
      counts: fc.constant<[]>([]),
      note: fc.constant(''),
    }),
  }),
  fc.record({
    do: fc.constant('line' as const),
    to: fc.constantFrom('online' as const, 'offline' as const),
  }),
  fc.record({ do: fc.constantFrom('drawer' as const, 'again' as const) }),
);

async function take(bench: Bench, one: Step): Promise<void> {
  const act = (command: Command) => bench.register.command(command);
  const due = () => bench.view().cart?.totals.due ?? 0;
  switch (one.do) {
    case 'sale': {
      for (const number of one.products) await act({ command: 'scan', code: `P${number}` });
      await act({ command: 'openPayment' });
      const cash = minor(Math.trunc((due() * one.cash) / 100));
      if (cash > 0) await act({ command: 'payCash', amount: cash });
      if (due() > 0) await act({ command: 'payCard', amount: minor(due()), reference: 'T1' });
      break;
    }
    case 'return': {
      await act({ command: 'scan', code: `P${one.product}` });
      await act({ command: 'return', line: bench.cart().lines.at(-1)?.line ?? 0 });
      await act({ command: 'openPayment' });
      const amount = minor(due());
      await act(
        one.as === 'cash'
          ? { command: 'payCash', amount }
          : { command: 'payCard', amount, reference: 'T2' },
      );
      break;
    }
    case 'void':
      await act({ command: 'scan', code: `P${one.product}` });
      await act({ command: 'voidSale' });
      break;
    case 'move':
      await act(one.command);
      break;
    case 'line':
      bench.line.turn(one.to);
      break;
    case 'drawer':
      await act({ command: 'openDrawer' });
      break;
    case 'again':
      await act({ command: 'printAgain' });
      break;
  }
}

const bodies = (bench: Bench): EntryBody[] =>
  entriesToSend(bench.db, [], 10_000).flatMap((entry) => {
    const content = readEntry(entry);
    return content.ok ? [content.value.body] : [];
  });

/** What a person with the journal and a pencil would find. */
function byHand(all: readonly EntryBody[], id: string) {
  const own = all.filter((body) => shiftOf(body) === id);
  const sales = own.flatMap((body) => (body.kind === 'sale' ? [body.sale] : []));
  let cash = 0;
  let card = 0;
  for (const body of own) {
    if (body.kind !== 'shift') continue;
    const { did } = body.shift;
    if (did.act === 'opened' || did.act === 'float') cash += did.amount;
    if (did.act === 'removal' || did.act === 'safeDrop') cash -= did.amount;
  }
  for (const sale of sales) {
    cash -= sale.change;
    for (const tender of sale.tenders)
      if (tender.kind === 'cash') cash += tender.amount;
      else card += tender.amount;
  }
  const total = (some: typeof sales): number => some.reduce((sum, sale) => sum + sale.total, 0);
  return {
    cash,
    card,
    total: total(sales),
    sales: sales.length,
    offline: total(sales.filter((sale) => sale.completion.offline)),
    voids: own.filter((body) => body.kind === 'void').length,
  };
}

it('adds up to its journal, and its Z is the same before and after head office has answered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const bench = await makeSelling();
      try {
        await bench.act({ command: 'openShift', amount: minor(10_000), counts: [] });
        const id = bench.view().shift.open?.id ?? '';
        for (const one of steps) await take(bench, one);
        const hand = byHand(bodies(bench), id);
        const cash = { kind: 'cash' as const, amount: minor(Math.max(0, hand.cash)), counts: [] };
        await bench.act({ command: 'declareTenders', shift: null, tenders: [cash] });
        await bench.act({ command: 'closeShift', shift: null });
        const z = await bench.register.query({ query: 'shiftReport', shift: id });
        if (!z.ok) throw new Error(z.fault.code);
        const { row, tenders } = z.value;
        expect(row).toMatchObject({ total: hand.total, sales: hand.sales });
        expect(tenders.find((tender) => tender.kind === 'cash')?.expected).toBe(hand.cash);
        expect(tenders.find((tender) => tender.kind === 'card')?.expected ?? 0).toBe(hand.card);
        expect(row.difference).toBe(Math.max(0, hand.cash) - hand.cash);
        const closed = bodies(bench).flatMap((body) =>
          body.kind === 'shift' && body.shift.did.act === 'closed' ? [body.shift.did] : [],
        )[0];
        const sum = (what: string) => closed?.sums.find((one) => one.what === what);
        expect(sum('offline')?.amount ?? 0).toBe(hand.offline);
        expect(sum('void')?.count ?? 0).toBe(hand.voids);

        const answers = entriesToSend(bench.db, [], 10_000).map(({ hash }, at) => ({
          register: 'S01-R02',
          hash,
          number: at + 1,
          state: 'posted' as const,
          amounts: [],
          at: bench.clock.now(),
        }));
        saveAnswers(bench.db, answers, answers.length);
        const after = await bench.register.query({ query: 'shiftReport', shift: id });
        expect(after.ok && after.value.row).toEqual({ ...row, pending: 0 });
        expect(after.ok && after.value.tenders).toEqual(tenders);
      } finally {
        endBench(bench);
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);
