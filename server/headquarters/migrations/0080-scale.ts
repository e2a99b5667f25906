/** What thousands of registers at once are asked for again and again is found by an index, and the length of a chain is counted as it grows. */
import type { Migration } from '../../database/migrate.ts';

export const scale: Migration = {
  name: '0080-scale',
  statements: () => [
    'create table chain_length (register text primary key, entries bigint not null, sales bigint not null)',
    `insert into chain_length (register, entries, sales)
      select register, count(*), sum(case when state = 'posted' and sale is not null then 1 else 0 end) from entry group by register`,
    'create index register_awaited on register (id) where awaited = 1',
    'create index exception_kind on exception (kind, register) where closed_at is null',
  ],
};
