/** Head office's own acts on cards with their reasons, repairs of entries, and the sums that reports are made of. */
import { appendOnly, type Migration } from '../../database/migrate.ts';
import type { DatabaseKind } from '../../database/open.ts';

export const cards: Migration = {
  name: '0110-cards',
  statements: (kind) => [
    `create table book_note (
      book text primary key references book (id),
      "by" text not null,
      reason text not null,
      note text not null
    )`,
    ...appendOnly(kind, 'book_note'),
    `create table repair (
      register text not null,
      entry text not null,
      number bigint not null,
      original text not null,
      content text not null,
      sealed integer not null check (sealed in (0, 1)),
      at text not null,
      "by" text not null,
      second text not null,
      note text not null,
      primary key (register, entry, number),
      foreign key (register, entry) references entry (register, hash)
    )`,
    ...appendOnly(kind, 'repair'),
    `create table ledger_day (
      day text not null,
      kind text not null,
      act text not null,
      store text not null,
      currency text not null,
      count bigint not null,
      amount bigint not null,
      primary key (day, kind, act, store, currency)
    )`,
    ...reopening(kind),
    `create table sale_day (
      store text not null,
      register text not null,
      day text not null,
      sales bigint not null,
      offline bigint not null,
      primary key (register, store, day)
    )`,
    'create index sale_day_day on sale_day (day, store, register)',
    saleDays(kind),
    'create index book_at on book (at)',
    'create index book_sale on book (sale) where sale is not null',
    `create index instrument_value on instrument (kind, key) where issued = 1 and balance > 0`,
    `create index instrument_last4 on instrument (last4, kind, key) where issued = 1`,
    `create index instrument_expires on instrument (kind, expires, key) where issued = 1 and expires is not null`,
    `create index instrument_blocked on instrument (kind, key) where issued = 1 and blocked = 1`,
    `create index lock_age on "lock" (since, request) where state = 'live'`,
    `create index answer_late on answer (at, register, entry) where state <> 'posted'`,
    'create index exception_listed on exception (at, id)',
    `create index exception_register on exception (register, kind) where closed_at is null`,
  ],
};

/** Days are summed up only once they are over. A book that comes later with an instant of such a day, because the clock was set back, opens it again. */
function reopening(kind: DatabaseKind): readonly string[] {
  if (kind === 'sqlite')
    return [
      `create trigger book_reopens after insert on book
       when exists (select 1 from ledger_day where day >= substr(new.at, 1, 10))
       begin delete from ledger_day where day >= substr(new.at, 1, 10); end`,
    ];
  return [
    `create function ledger_day_reopens() returns trigger language plpgsql as $$ begin
      if exists (select 1 from ledger_day where day >= substr(new.at, 1, 10)) then
        delete from ledger_day where day >= substr(new.at, 1, 10);
      end if;
      return null;
    end $$`,
    `create trigger book_reopens after insert on book for each row execute function ledger_day_reopens()`,
  ];
}

/** Sales that were posted before they were counted by day. */
function saleDays(kind: DatabaseKind): string {
  const [offline, day] =
    kind === 'sqlite'
      ? [
          `json_extract(entry.content, '$.body.sale.completion.offline')`,
          `substr(json_extract(entry.content, '$.body.sale.committedAt'), 1, 10)`,
        ]
      : [
          `case entry.content::json #>> '{body,sale,completion,offline}' when 'true' then 1 else 0 end`,
          `substr(entry.content::json #>> '{body,sale,committedAt}', 1, 10)`,
        ];
  return `insert into sale_day (store, register, day, sales, offline)
    select told.store, told.register, told.day, count(*), sum(told.offline) from (
      select register.store, entry.register, ${day} as day, ${offline} as offline
      from entry join register on register.id = entry.register
      where entry.state = 'posted' and entry.sale is not null
    ) told group by told.store, told.register, told.day`;
}
