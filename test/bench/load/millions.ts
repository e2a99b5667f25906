/** A ledger of millions of postings, made by SQL: as years of a chain leave it, but for the text of the entries, which no page reads. */
import { runSql } from './psql.ts';
import type { Office } from './office.ts';

export type Size = {
  /** Books; each has three postings. */
  readonly books: number;
  readonly cards: number;
  readonly registers: number;
  readonly stores: number;
};

/** A book every so many seconds, the last one now. */
const years = 3;

/** Indexes and keys are put aside and made again at once when the rows are there: keys at random, one by one, would take an hour. */
const putAside = `
  create table public.aside (step serial, put text, back text);
  insert into public.aside (put, back)
    select format('alter table %s drop constraint %I', conrelid::regclass, conname),
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint where connamespace = 'headquarters'::regnamespace and contype in ('f', 'p', 'u') and conparentid = 0
    order by array_position(array['f', 'u', 'p'], contype::text);
  insert into public.aside (put, back)
    select format('drop index headquarters.%I', indexname), indexdef from pg_indexes
    where schemaname = 'headquarters' and indexname not in (select conname from pg_constraint);
  do $$ declare one record; begin
    for one in select put from public.aside order by step loop execute one.put; end loop;
  end $$`;
const putBack = `
  set maintenance_work_mem = '1GB';
  do $$ declare one record; begin
    for one in select back from public.aside order by step desc loop execute one.back; end loop;
  end $$;
  drop table public.aside`;

/** Fills the empty tables, then lets the server count what it has. Triggers and foreign keys rest meanwhile: the rows are made to fit. */
export async function fillLedger(
  { postgres }: Office,
  { books, cards, registers, stores }: Size,
  tell: (line: string) => void,
): Promise<void> {
  const begin = `set search_path = headquarters; set session_replication_role = replica; set synchronous_commit = off;`;
  const at = (i: string): string =>
    `to_char(now() at time zone 'UTC' - (${books} - ${i}) * interval '1 second' * ${Math.round((years * 365 * 86_400) / books)}, 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"')`;
  const wide = (i: string): string => `md5(${i}::text) || md5(${i}::text)`;
  const register = (i: string): string => `'M' || (${i} % ${registers})`;
  const steps: readonly (readonly [string, string])[] = [
    ['room: indexes and keys put aside', putAside],
    [
      'stores and registers',
      `insert into store select 'T' || i, 'C1', 'USD', '{"en":"Store","zh":"店"}' from generate_series(0, ${stores - 1}) i;
       insert into register select 'M' || i, 'M-' || i, 'T' || (i % ${stores}), 1, ${at(String(books))}, null, 0, null, null, '[]', null, null, 0, 0,
         ${at(String(books))}, null, 0, 0, null, 0 from generate_series(0, ${registers - 1}) i`,
    ],
    [
      'cards',
      `insert into instrument select ${wide('i')}, case when i % 5 = 0 then 'creditMemo' else 'giftCard' end, lpad((i % 10000)::text, 4, '0'), 'USD',
         (i % 400) * 100, 20, 20, 1, case when i % 997 = 0 then 1 else 0 end, case when i % 3 = 0 then '2028-01-01T00:00:00.000Z' end,
         null, 0, null from generate_series(1, ${cards}) i`,
    ],
    [
      'books',
      `insert into book select md5('b' || i), 'sale', ${wide("'e' || i")}, ${register('i')}, 'sale-' || i, 'M' || i, ${at('i')}
         from generate_series(1, ${books}) i`,
    ],
    [
      'postings',
      `insert into posting select md5('b' || i), line, case line when 1 then 'sales' when 2 then 'tax:standard' else 'giftCardLiability' end,
         case line when 1 then -200 when 2 then -50 else 250 end, 'USD', case line when 3 then ${wide(`(1 + i % ${cards})`)} end,
         case line when 3 then 'pay' end, case line when 3 then 1000 end
         from generate_series(1, ${books}) i, generate_series(1, 3) line`,
    ],
    [
      'entries',
      `insert into entry select ${wide("'e' || i")}, ${register('i')}, 1 + i / ${registers}, '{}', 'posted', case when i + ${registers} > ${books} then 1 else 0 end,
         'sale-' || i, 'M' || i, 250, ${at('i')}, ${at('i')} from generate_series(1, ${books}) i;
       insert into chain_length select register, count(*), count(*) from entry group by register`,
    ],
    [
      'locks',
      `insert into "lock" select md5('l' || i), case when i <= 500 then 'live' else 'settled' end, ${register('i')}, 'T' || (i % ${stores}), 'sale-' || i, '101',
         'giftCard', 'pay', ${wide('i')}, lpad((i % 10000)::text, 4, '0'), 1000, 'USD', 1, 20, null, '{}', null, ${at('i')},
         case when i > 500 then ${at('i')} end, null, null from generate_series(1, ${cards}) i`,
    ],
    [
      'sales by day',
      `insert into sale_day select 'T' || (r % ${stores}), 'M' || r, to_char(now() - d * interval '1 day', 'YYYY-MM-DD'), 120, 6
         from generate_series(0, ${registers - 1}) r, generate_series(0, 89) d`,
    ],
    ['indexes and keys', putBack],
    ['statistics', 'vacuum analyze'],
  ];
  for (const [what, sql] of steps) {
    tell(`making ${what}`);
    await runSql(postgres, `${begin} ${sql};`);
  }
}
