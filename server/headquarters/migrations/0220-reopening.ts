/** PostgreSQL asks once a statement, and not once for each of its hundreds of books, whether they open a day again. */
import type { Migration } from '../../database/migrate.ts';

export const reopening: Migration = {
  name: '0220-reopening',
  statements: (kind) =>
    kind === 'sqlite'
      ? []
      : [
          'drop trigger book_reopens on book',
          'drop function ledger_day_reopens()',
          `create function ledger_days_reopen() returns trigger language plpgsql as $$
          declare first text := (select min(substr(at, 1, 10)) from fresh);
          begin
            -- The newest day is the end of an index, whatever the plan.
            if (select max(day) from ledger_day) >= first then
              delete from ledger_day where day >= first;
            end if;
            return null;
          end $$`,
          `create trigger book_reopens after insert on book referencing new table as fresh
            for each statement execute function ledger_days_reopen()`,
        ],
};
