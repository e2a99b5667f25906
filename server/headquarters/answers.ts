/** ANSWER: what became of each entry, numbered per channel and pulled by cursor (PROTOCOL section 2). */
import { z } from 'zod';
import { sql } from 'kysely';
import type { Answer } from '../../shared/entry.ts';
import type { StoreId } from '../../shared/identity.ts';
import { answerSchema } from '../../shared/wire/entry.ts';
import type { Answers } from '../../shared/wire/journal.ts';
import { isPipelined, later } from '../database/pipeline.ts';
import { among, rowsOf } from '../database/rows.ts';
import { currentEpoch } from './epoch.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { halt, lastAnswerBefore } from './recovery.ts';

/** Answers of entries of a store's register. */
type StoreAnswers = { readonly store: StoreId; readonly answers: readonly Answer[] };

/**
 * Numbers and keeps the answers of registers' entries, in their order. It locks the channels' rows, always as the last locks of a message,
 * so that numbers become visible in their order; the numbers are reckoned where the rows are, so that nobody waits for a journey under them.
 */
export async function recordAnswers(act: Act, all: readonly StoreAnswers[]): Promise<void> {
  const told = all.flatMap(({ store, answers }) =>
    answers.map((answer) => ({
      store,
      entry: answer.hash,
      register: answer.register,
      entry_number: answer.number,
      state: answer.state,
      amounts_json: JSON.stringify(answer.amounts),
      at: answer.at,
    })),
  );
  if (told.length === 0) return;
  const counts = new Map<StoreId, number>();
  for (const { store } of told) counts.set(store, (counts.get(store) ?? 0) + 1);
  const stores = [...counts.keys()];
  const channels = act
    .selectFrom('store')
    .select('channel')
    .where(among(act, 'id', stores));
  if (stores.length > 1 && isPipelined(act))
    await later(
      act,
      act
        .selectFrom('channel')
        .select('id')
        .where('id', 'in', channels)
        .orderBy('id')
        .forNoKeyUpdate(),
    );
  const rows = rowsOf(
    act,
    told.map((row, place) => ({ place, ...row })),
    answerColumns,
  );
  const added = rowsOf(
    act,
    [...counts].map(([store, answers]) => ({ store, answers })),
    { store: 'text', answers: 'bigint' },
  );
  const counted = sql`update channel set answered = answered + (
      select sum(told.answers) from ${added} join store on store.id = told.store where store.channel = channel.id
    ) where id in (${channels})`;
  const kept = sql`insert into answer (channel, number, entry, register, entry_number, state, amounts_json, at)
    select store.channel,
      channel.answered - count(*) over (partition by store.channel) + row_number() over (partition by store.channel order by told.place),
      told.entry, told.register, told.entry_number, told.state, told.amounts_json, told.at
    from ${rows} join store on store.id = told.store join channel on channel.id = store.channel`;
  for (const statement of [counted, kept])
    await later(act, { compile: () => statement.compile(act) });
}

const answerColumns = {
  place: 'bigint',
  store: 'text',
  entry: 'text',
  register: 'text',
  entry_number: 'bigint',
  state: 'text',
  amounts_json: 'text',
  at: 'text',
} as const;

const storedAmounts = z.string().transform((text): unknown => JSON.parse(text));

/**
 * The answers of a channel after its cursor. A cursor of this epoch that no answer on record has means that records were lost in a
 * restore that nobody announced: granting stops, and the channel begins again at the cursor that it is given.
 */
export async function answersAfter(
  headquarters: Headquarters,
  channel: string,
  after: number,
  limit = 500,
): Promise<Answers> {
  if (await isForgotten(headquarters, channel, after)) {
    await headquarters.db.transaction((act) =>
      halt(
        headquarters,
        act,
        `channel ${channel} has heard answer ${after}, which is not on record`,
      ),
    );
    return { answers: [], cursor: 0 };
  }
  const rows = await headquarters.db.query
    .selectFrom('answer')
    .selectAll()
    .where('channel', '=', channel)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
  const answers = rows.map((row) =>
    answerSchema.parse({
      register: row.register,
      hash: row.entry,
      number: row.entry_number,
      state: row.state,
      amounts: storedAmounts.parse(row.amounts_json),
      at: row.at,
    }),
  );
  return { answers, cursor: rows.at(-1)?.number ?? after };
}

/** Whether this epoch gave the channel an answer with this number and has none now. */
async function isForgotten(
  { db }: Headquarters,
  channel: string,
  number: number,
): Promise<boolean> {
  if (number <= lastAnswerBefore(await currentEpoch(db.query))) return false;
  const known = await db.query
    .selectFrom('answer')
    .select('number')
    .where('channel', '=', channel)
    .where('number', '=', number)
    .executeTakeFirst();
  return known === undefined;
}
