import { expect, it } from 'vitest';
import { saveAnswers } from '../../../main/database/answers.ts';
import { markStored } from '../../../main/database/journal.ts';
import { migrate, migrations } from '../../../main/database/migrate.ts';
import { anySale, saleRowOf, saleRows, type SaleFilter } from '../../../main/database/salerows.ts';
import { all, run } from '../../../main/database/statement.ts';
import { transaction } from '../../../main/database/transaction.ts';
import { minor } from '../../../shared/money.ts';
import { openActivated, sellMug } from './file.ts';

const found = (db: ReturnType<typeof openActivated>, filter: Partial<SaleFilter>): string[] =>
  saleRows(db, { ...anySale, ...filter }, null, 50).map((row) => row.receipt);

it('finds a sale by number, day, amount, tender, cashier and state', () => {
  const db = openActivated();
  const sold = [500, 700, 500].map((price, at) => sellMug(db, price, `sale-${at}`));
  const [first, second, third] = sold;
  if (!first || !second || !third) throw new Error('three sales');
  expect(found(db, {})).toEqual(['R02-000003', 'R02-000002', 'R02-000001']);
  expect(found(db, { text: 'r02-000002' })).toEqual(['R02-000002']);
  expect(found(db, { text: '3' })).toEqual(['R02-000003']);
  expect(found(db, { amount: minor(500) })).toEqual(['R02-000003', 'R02-000001']);
  expect(found(db, { tender: 'cash', amount: minor(700) })).toEqual(['R02-000002']);
  expect(found(db, { tender: 'card' })).toEqual([]);
  expect(found(db, { cashier: 'nobody' })).toEqual([]);
  expect(found(db, { from: '2999-01-01T00:00:00.000Z' })).toEqual([]);
  expect(found(db, { state: 'pending' })).toHaveLength(3);
  markStored(db, [first.entry.hash]);
  const answer = { register: 'S01-R02', number: 1, amounts: [], at: first.sale.committedAt };
  saveAnswers(db, [{ ...answer, hash: first.entry.hash, state: 'exception' }], 1);
  expect(found(db, { state: 'exception' })).toEqual(['R02-000001']);
  expect(found(db, { state: 'posted' })).toEqual([]);
  expect(saleRowOf(db, 'R02-000001')).toMatchObject({
    state: 'exception',
    offline: false,
    lines: 1,
  });
  expect(saleRowOf(db, 'R02-000003')?.state).toBe('pending');
  expect(saleRowOf(db, 'R02-999999')).toBeNull();
});

it('pages without gap or repetition', () => {
  const db = openActivated();
  for (let sale = 0; sale < 7; sale += 1) sellMug(db, 500, `sale-${sale}`);
  const pages: string[][] = [];
  let before: number | null = null;
  for (;;) {
    const rows = saleRows(db, anySale, before, 3);
    if (rows.length === 0) break;
    pages.push(rows.map((row) => row.receipt.slice(-1)));
    before = rows.at(-1)?.place ?? null;
  }
  expect(pages).toEqual([['7', '6', '5'], ['4', '3', '2'], ['1']]);
});

it('fills the rows of sales that were there before', () => {
  const db = openActivated();
  sellMug(db, 500, 'sale-1');
  const before = all(db, 'SELECT * FROM sale_row');
  const tenders = all(db, 'SELECT * FROM sale_tender');
  for (const table of ['store_return', 'store_sale', 'sale_tender', 'sale_row'])
    db.sql.exec(`DROP TABLE ${table}`);
  db.sql.pragma('user_version = 50');
  expect(
    migrate(
      db,
      db.file,
      migrations.filter((step) => step.version <= 60),
    ),
  ).toMatchObject({
    ok: true,
  });
  expect(all(db, 'SELECT * FROM sale_row')).toEqual(before);
  expect(all(db, 'SELECT * FROM sale_tender')).toEqual(tenders);
});

it('goes along an index for every search, however many sales there are', () => {
  const db = openActivated();
  transaction(db, () => {
    run(db, 'PRAGMA defer_foreign_keys = ON');
    db.sql.exec(`
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
      INSERT INTO journal (hash, number, incarnation, at, kind, value, covers, content)
        SELECT 'h' || i, i, 1, '2026-01-01T00:00:00.000Z', 'sale', 100, 1, '' FROM n;
      DELETE FROM journal_head;
      DELETE FROM journal_pending WHERE place < 99990;
      INSERT INTO sale_row (place, entry, receipt, sequence, kind, cashier, at, total, lines, offline, tenders)
        SELECT place, hash, 'R02-' || number, number, 'sale', 'C' || (number % 7),
          strftime('%Y-%m-%dT%H:%M:%fZ', 1767225600 + number * 300, 'unixepoch'), number % 5000, 3, number % 500 = 0, 'cash'
        FROM journal;
      INSERT INTO sale_tender (kind, place) SELECT CASE WHEN place % 9 = 0 THEN 'card' ELSE 'cash' END, place FROM sale_row;
    `);
  });
  const searches: readonly (readonly [Partial<SaleFilter>, RegExp])[] = [
    [{}, /r USING INTEGER PRIMARY KEY/],
    [{ text: 'R02-777' }, /sale_row_receipt .*sale_row_sequence/],
    [{ amount: minor(1234) }, /sale_row_total/],
    [{ tender: 'check' }, /t USING PRIMARY KEY \(kind=\? AND place<\?\)/],
    [{ cashier: 'nobody' }, /sale_row_cashier/],
    [{ state: 'pending' }, /r USING INTEGER PRIMARY KEY \(rowid=\?\)|journal_pending/],
    [{ state: 'exception' }, /r USING INDEX sqlite_autoindex_sale_row_1 \(entry=\?/],
    [{ state: 'offline' }, /sale_row_offline/],
    [
      { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' },
      /sale_row_at|PRIMARY KEY/,
    ],
  ];
  for (const [search, index] of searches)
    expect(explain(db, search), JSON.stringify(search)).toMatch(index);
});

/** What SQLite says it will do for the search. */
function explain(db: ReturnType<typeof openActivated>, search: Partial<SaleFilter>): string {
  const texts: string[] = [];
  const spying = {
    sql: new Proxy(db.sql, {
      get: (target, key) => {
        if (key === 'prepare')
          return (text: string) => {
            texts.push(text);
            return target.prepare(text);
          };
        return Reflect.get(target, key, target) as unknown;
      },
    }),
  };
  saleRows(spying, { ...anySale, ...search }, 50_000, 50);
  const text = texts.at(-1) ?? '';
  const count = text.split('?').length - 1;
  return all<{ detail: string }>(
    db,
    `EXPLAIN QUERY PLAN ${text}`,
    Array.from({ length: count }, () => 1),
  )
    .map((row) => row.detail)
    .join('; ');
}
