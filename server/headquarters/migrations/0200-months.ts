/** Sums of months that are over, so that what is owed at an instant is not summed over years of days. */
import type { Migration } from '../../database/migrate.ts';

export const months: Migration = {
  name: '0200-months',
  statements: (kind) => [
    `create table ledger_month (
      month text not null,
      kind text not null,
      act text not null,
      currency text not null,
      count bigint not null,
      amount bigint not null,
      primary key (month, kind, act, currency)
    )`,
    // A day that is opened again opens its month.
    ...(kind === 'sqlite'
      ? [
          `create trigger day_reopens after delete on ledger_day
           begin delete from ledger_month where month >= substr(old.day, 1, 7); end`,
        ]
      : [
          `create function ledger_month_reopens() returns trigger language plpgsql as $$ begin
            delete from ledger_month where month >= substr(old.day, 1, 7);
            return null;
          end $$`,
          `create trigger day_reopens after delete on ledger_day for each row execute function ledger_month_reopens()`,
        ]),
    'create index instrument_counted on instrument (kind) where issued = 1',
  ],
};
