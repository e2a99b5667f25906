/** What pgbench runs beside headquarters: a second schema with the same tables, indexes and triggers, and the rows of one lock and one settled sale. */
import { systemChance, systemClock } from '../../../server/app/ports.ts';
import { openHeadquarters } from '../../../server/headquarters/open.ts';
import type { Entry } from '../../../shared/entry.ts';
import type { SignedGrant } from '../../../shared/lock.ts';
import { must } from '../../proof/shop.ts';
import type { Office } from './office.ts';
import { runSql } from './psql.ts';

const schema = 'pgbench';

/** Makes the second schema, with the same registers and as many instruments; their keys are numbers of 64 digits. */
export async function makeSameTables(office: Office, folder: string): Promise<void> {
  const address = { url: office.postgres.url, schema };
  const ports = { folder, address, clock: systemClock, chance: systemChance };
  const twin = must(await openHeadquarters(ports));
  await twin.db.close();
  const statements = ['channel', 'store', 'register'].map(
    (table) => `insert into ${schema}.${table} select * from headquarters.${table};`,
  );
  await runSql(
    office.postgres,
    `${statements.join('\n')} insert into ${schema}.instrument select lpad((row_number() over ())::text, 64, '0'), kind, last4, currency,
      balance, 0, 0, 1, 0, null, null, 0, null from headquarters.instrument;`,
  );
}

/** A text as SQL without a colon, which pgbench would read as the beginning of a variable. */
const quoted = (text: string): string =>
  `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a')}'`;

/**
 * A lock and its settled sale as two transactions: each row that headquarters writes for them, once, and nothing is read. The client's
 * number is its register's, and each register has cards of its own, so that no client ever waits for a card.
 */
export function lockAndSettle(cardsEach: number, grant: SignedGrant, entry: Entry): string {
  const key = `lpad((:client_id * ${cardsEach} + :card)::text, 64, '0')`;
  const register = `('R' || (:client_id + 1)::text)`;
  const id = (name: string): string => `md5(:${name}::text)`;
  const now = quoted(systemClock.now());
  return `
\\set card random(1, ${cardsEach})
\\set request random(1, 9000000000000000000)
\\set entry random(1, 9000000000000000000)
\\set number random(1, 1000000000)
begin;
update register set messages = messages + 1, incarnation = 0, last_seq = :number, last_id = ${id('request')}, wants_json = '["' || ${id('request')} || '"]',
  head_hash = ${id('entry')}, head_number = :number where id = ${register};
update instrument set token = token + 1 where key = ${key};
insert into "lock" values (${id('request')}, 'live', ${register}, 'S1', ${id('request')}, '101', 'giftCard', 'pay', ${key}, '1234', 100000000, 'USD', 1,
  1, null, ${quoted(JSON.stringify(grant))}, null, ${now}, null, null, null);
commit;
begin;
update register set messages = messages + 1 where id = ${register};
update instrument set balance = balance - 250, version = version + 1 where key = ${key};
update entry set is_head = 0 where register = ${register} and is_head = 1;
insert into entry values (${id('entry')} || ${id('request')}, ${register}, :number, ${quoted(entry.content)}, 'posted', 1, ${id('request')},
  ${id('number')}, 250, ${now}, ${now}, '2026-11-29');
insert into entry_link values (${id('entry')} || ${id('request')}, ${id('number')}, ${register}, 0);
update "lock" set state = 'settled', ended = ${now}, ended_by = ${id('entry')} where request = ${id('request')};
insert into book values (${id('request')}, 'sale', ${id('entry')}, ${register}, ${id('request')}, ${id('number')}, ${now}, '2026-11-29');
insert into posting values (${id('request')}, 1, 'sales', -250, 'USD', null, null, null),
  (${id('request')}, 2, 'giftCardLiability', 250, 'USD', ${key}, 'pay', 1000);
insert into shift_sum values (${register}, '1', 'sale', 1, 250), (${register}, '1', 'online', 1, 250), (${register}, '1', ${quoted('in:giftCard')}, 1, 250)
  on conflict (register, shift, what) do update set count = shift_sum.count + 1, amount = shift_sum.amount + 250;
with numbered as (update channel set answered = answered + 1 where id = 'C1' returning answered)
insert into answer select 'C1', answered, ${id('entry')} || ${id('request')}, ${register}, :number, 'posted', ${quoted('[{"last4":"1234","missing":0,"taken":250}]')}, ${now} from numbered;
commit;
`;
}
