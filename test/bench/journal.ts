/** Whether a register grows slow with its years: commit, search of the journal, Z and picture with many sales, in turns with the same at few. */
import { statSync } from 'node:fs';
import type { SaleFilter } from '../../main/database/salerows.ts';
import { anySale } from '../../main/database/salerows.ts';
import { answerNewest } from '../make/giftsale.ts';
import type { Bench } from '../make/register.ts';
import { openMany } from './manysales.ts';
import { quantile, type Row } from './row.ts';

const many = Number(process.env['HOLDFAST_BENCH_JOURNAL'] ?? 1_000_000);
const few = 1_000;
const rounds = 150;

type Times = Record<'commit' | 'picture' | 'report', number[]> & {
  readonly search: Map<string, number[]>;
};
const noTimes = (): Times => ({ commit: [], picture: [], report: [], search: new Map() });

/** What is looked for, newest first; `last` is the number of the oldest sale's receipt, which is farthest away. */
function searches(round: number): Record<string, Partial<SaleFilter>> {
  const receipt = `R02-${String(2 + ((round * 7919) % (few - 2))).padStart(6, '0')}`;
  return {
    newest: {},
    receipt: { text: receipt },
    digits: { text: String(2 + ((round * 31) % (few - 2))) },
    amount: { amount: anySale.amount, tender: 'cash' },
    'amount nobody paid': { amount: 999_999_99 as SaleFilter['amount'] },
    cashier: { cashier: '102' },
    'cashier unknown': { cashier: '999' },
    tender: { tender: 'cash' },
    'tender unused': { tender: 'check' },
    offline: { state: 'offline' },
    pending: { state: 'pending' },
    sent: { state: 'sent' },
    late: { state: 'late' },
    exception: { state: 'exception' },
    posted: { state: 'posted' },
    day: { from: '2026-11-22T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z' },
    'day and cashier': {
      from: '2026-11-22T00:00:00.000Z',
      to: '2026-11-23T00:00:00.000Z',
      cashier: '102',
    },
  };
}

const timed = async (times: number[], work: () => unknown): Promise<void> => {
  const start = performance.now();
  await work();
  times.push(performance.now() - start);
};

/** A closed shift; all of them have as many sales. */
const closedShift = (bench: Bench): string =>
  bench.db.sql
    .prepare<[], { id: string }>(
      "SELECT id FROM shift WHERE state = 'closed' ORDER BY number LIMIT 1",
    )
    .get()?.id ?? '';

async function once(bench: Bench, round: number, times: Times): Promise<void> {
  await bench.act({ command: 'newSale' });
  for (const product of ['P20', 'P21']) await bench.act({ command: 'addProduct', product });
  await bench.act({ command: 'openPayment' });
  const amount = bench.cart().totals.due;
  await timed(times.commit, () => bench.act({ command: 'payCash', amount }));
  await timed(times.picture, () => bench.view());
  answerNewest(bench);
  const shift = closedShift(bench);
  await timed(times.report, () => bench.register.query({ query: 'shiftReport', shift }));
  if (round % 10 !== 0) return;
  for (const [name, filter] of Object.entries(searches(round))) {
    const seen = times.search.get(name) ?? [];
    times.search.set(name, seen);
    await timed(seen, () =>
      bench.register.query({
        query: 'journal',
        scope: 'register',
        filter: { ...anySale, ...filter },
        before: null,
        limit: 50,
      }),
    );
  }
}

export const journalRow: Row = {
  name: 'journal',
  title: 'Commit of a sale with very many sales in the journal, median',
  command: 'npm run bench -- journal',
  against: `the same with ${few} sales`,
  limit: { atMost: 1.2 },
  run: async (tell) => {
    const small = await openMany(few, tell);
    const opening = performance.now();
    const large = await openMany(many, tell);
    const opened = performance.now() - opening;
    const times = { small: noTimes(), large: noTimes() };
    for (let round = 0; round < rounds; round += 1) {
      await once(small, round, round < 20 ? noTimes() : times.small);
      await once(large, round, round < 20 ? noTimes() : times.large);
      if (round % 50 === 0) tell(`round ${round} of ${rounds}`);
    }
    const size = statSync(large.db.file).size;
    const held = large.db.sql
      .prepare<[], { sales: number; bytes: number }>(
        'SELECT count(*) AS sales, sum(length(content)) AS bytes FROM journal JOIN sale ON sale.entry = journal.hash',
      )
      .get() ?? { sales: 1, bytes: 0 };
    small.close();
    large.close();
    const ratio = (what: 'commit' | 'picture' | 'report'): string =>
      (quantile(times.large[what], 0.5) / quantile(times.small[what], 0.5)).toFixed(2);
    const slowest = [...times.large.search]
      .map(([name, seen]) => ({ name, ms: quantile(seen, 0.95) }))
      .toSorted((a, b) => b.ms - a.ms);
    return {
      measured: quantile(times.large.commit, 0.5),
      bound: quantile(times.small.commit, 0.5),
      unit: 'ms',
      notes: [
        `${held.sales} sales, ${Math.round(size / held.sales)} bytes each of which ${Math.round(held.bytes / held.sales)} are the entry`,
        `Z of 500 sales ${ratio('report')} x, picture ${ratio('picture')} x`,
        `searches p95 at most 50 ms: slowest ${slowest
          .slice(0, 4)
          .map(({ name, ms }) => `${name} ${ms.toFixed(1)}`)
          .join(', ')} ms`,
        `opened in ${(opened / 1000).toFixed(1)} s`,
      ],
    };
  },
};
