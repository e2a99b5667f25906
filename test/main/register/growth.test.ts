/** No statement of a sale, its picture, its answer, a search or a Z walks a table that grows with the sales: told by their plans, without a clock. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anySale, type SaleFilter } from '../../../main/database/salerows.ts';
import { openShift, unansweredOf } from '../../../main/database/shifts.ts';
import { minor } from '../../../shared/money.ts';
import { answerNewest, makeGiftTill, tenderGiftSale } from '../../make/giftsale.ts';
import { endBench, type Bench } from '../../make/register.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await makeGiftTill();
});
afterAll(() => endBench(bench));

/** Tables that hold a row or more for each sale. */
const growing = [
  'journal',
  'journal_previous',
  'sale',
  'sale_row',
  'sale_tender',
  'shift_entry',
  'shift_sum',
  'answer',
  'lock_request',
];

type Ran = { readonly text: string; readonly cells: readonly unknown[] };

/** What this process runs from now on, each text once. */
function listen(): Ran[] {
  const kind: unknown = Object.getPrototypeOf(bench.db.sql.prepare('SELECT 1'));
  const seen = new Map<string, Ran>();
  const ran: Ran[] = [];
  for (const name of ['run', 'get', 'all']) {
    const given: unknown = Reflect.get(kind as object, name);
    if (typeof given !== 'function') throw new Error(`a statement has ${name}`);
    Reflect.set(
      kind as object,
      name,
      function heard(this: { source: string }, ...cells: unknown[]): unknown {
        if (!seen.has(this.source) && !this.source.startsWith('EXPLAIN')) {
          const one = { text: this.source, cells };
          seen.set(this.source, one);
          ran.push(one);
        }
        return Reflect.apply(given, this, cells);
      },
    );
  }
  return ran;
}

/** Steps of the plan that walk a growing table from one end. */
function walks({ text, cells }: Ran): string[] {
  // Its plan names what SQLite would look for only after a reference was broken.
  if (text.startsWith('INSERT INTO')) return [];
  const steps = bench.db.sql
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
    .all(...cells);
  return steps.flatMap(({ detail }) => {
    const name = /^SCAN (\w+)/.exec(detail)?.[1];
    if (name === undefined) return [];
    const table =
      new RegExp(`(?:FROM|JOIN|,)\\s+(\\w+) (?:AS )?${name}\\b`).exec(text)?.[1] ?? name;
    return growing.includes(table) || growing.includes(name) ? [`${detail}: ${text}`] : [];
  });
}

/** Walks that end at the first rows, and why. */
const ends = [
  // The newest entries: by place, backwards, with a limit.
  /ORDER BY place DESC LIMIT/,
  /max\(\w+\)/,
];

const searches: readonly Partial<SaleFilter>[] = [
  { text: 'R02-000001' },
  { amount: minor(99) },
  { amount: minor(99), tender: 'cash' },
  { cashier: '999' },
  { tender: 'check' },
  { state: 'pending' },
  { state: 'sent' },
  { state: 'late' },
  { state: 'exception' },
  { from: '2026-11-22T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z' },
];

it('walks no table that grows', async () => {
  const ran = listen();
  for (let sale = 1; sale <= 2; sale += 1) {
    await tenderGiftSale(bench, sale);
    await bench.act({ command: 'complete' });
    bench.view();
    answerNewest(bench);
  }
  for (const filter of searches)
    await bench.register.query({
      query: 'journal',
      scope: 'register',
      filter: { ...anySale, ...filter },
      before: null,
      limit: 50,
    });
  await bench.register.query({ query: 'shiftReport', shift: null });
  await bench.register.query({ query: 'connection' });
  expect(ran.length).toBeGreaterThan(60);
  const found = ran
    .filter(({ text }) => !ends.some((end) => end.test(text)) || /journal_head/.test(text))
    .flatMap(walks);
  expect(found).toEqual([]);
});

it('finds the sales that wait for their answer, and only those, among what was answered', async () => {
  const sent = async (): Promise<number> => {
    const filter = { ...anySale, state: 'sent' as const };
    const page = await bench.register.query({
      query: 'journal',
      scope: 'register',
      filter,
      before: null,
      limit: 50,
    });
    return page.ok ? page.value.rows.length : -1;
  };
  expect(await sent()).toBe(0);
  await tenderGiftSale(bench, 3);
  await bench.act({ command: 'complete' });
  // Pending until the channel has it.
  expect(await sent()).toBe(0);
  bench.db.sql.exec('DELETE FROM journal_pending');
  expect(await sent()).toBe(1);
  answerNewest(bench);
  expect(await sent()).toBe(0);
});

it('counts what waits of a shift by what waits, and asks no answers', async () => {
  const shift = openShift(bench.db)?.id ?? '';
  const { sql } = bench.db;
  const counted = sql
    .prepare<[string], number>(
      'SELECT count(*) FROM shift_entry WHERE shift = ? AND entry NOT IN (SELECT hash FROM answer)',
    )
    .pluck();
  const before = unansweredOf(bench.db, shift);
  expect(before).toBe(counted.get(shift));
  await tenderGiftSale(bench, 4);
  await bench.act({ command: 'complete' });
  await bench.act({ command: 'openDrawer' });
  expect(unansweredOf(bench.db, shift)).toBe(before + 2);
  answerNewest(bench);
  expect(unansweredOf(bench.db, shift)).toBe(before + 1);
  expect(counted.get(shift)).toBe(before + 1);
  // The sale's own answer would be found by its hash; it is not looked for.
  const ran = listen();
  unansweredOf(bench.db, shift);
  expect(ran).toHaveLength(1);
  const steps = ran.flatMap(({ text, cells }) =>
    sql
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
      .all(...cells)
      .map(({ detail }) => detail),
  );
  expect(steps[0]).toMatch(/^SEARCH u USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/);
  expect(steps.filter((step) => /answer|journal|SCAN|sale_row/.test(step))).toEqual([]);
});

it('keeps the sums of a shift that its entries add up to', () => {
  const { sql } = bench.db;
  const summed = sql
    .prepare(
      'SELECT shift, what, sum(count) AS count, sum(amount) AS amount FROM shift_sum GROUP BY shift, what ORDER BY what',
    )
    .all();
  expect(summed.length).toBeGreaterThan(3);
  expect(
    sql.prepare('SELECT shift, what, count, amount FROM shift_total ORDER BY what').all(),
  ).toEqual(summed);
});
