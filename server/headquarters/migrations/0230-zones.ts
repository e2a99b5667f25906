/** Stores have a time zone, and what is posted there keeps the day that it was there. What has none was posted before, and its day is UTC's. */
import type { Migration } from '../../database/migrate.ts';

export const zones: Migration = {
  name: '0230-zones',
  statements: (kind) => [
    'alter table store add column time_zone text',
    'alter table book add column day text',
    'alter table entry add column day text',
    // A day opens again by the day that its book says.
    ...(kind === 'sqlite'
      ? [
          'drop trigger book_reopens',
          `create trigger book_reopens after insert on book
           when exists (select 1 from ledger_day where day >= coalesce(new.day, substr(new.at, 1, 10)))
           begin delete from ledger_day where day >= coalesce(new.day, substr(new.at, 1, 10)); end`,
        ]
      : [
          `create or replace function ledger_days_reopen() returns trigger language plpgsql as $$
          declare first text := (select min(coalesce(day, substr(at, 1, 10))) from fresh);
          begin
            -- The newest day is the end of an index, whatever the plan.
            if (select max(day) from ledger_day) >= first then
              delete from ledger_day where day >= first;
            end if;
            return null;
          end $$`,
        ]),
  ],
};
