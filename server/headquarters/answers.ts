/** ANSWER: what became of each entry, numbered per channel and pulled by cursor (PROTOCOL section 2). */
import { z } from 'zod';
import { sql } from 'kysely';
import type { Answer } from '../../shared/entry.ts';
import { answerSchema } from '../../shared/wire/entry.ts';
import type { Answers } from '../../shared/wire/journal.ts';
import { later } from '../database/pipeline.ts';
import { insertRows } from '../database/rows.ts';
import { currentEpoch } from './epoch.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { halt, lastAnswerBefore } from './recovery.ts';
import type { RegisterTable } from './tables.ts';

/**
 * Numbers and keeps the answers of a register's entries, in their order. It locks the channel's row, always as the last lock of a message,
 * so that numbers become visible in their order; the numbers are reckoned where the row is, so that nobody waits for a journey under it.
 */
export async function recordAnswers(
  act: Act,
  register: RegisterTable,
  answers: readonly Answer[],
): Promise<void> {
  if (answers.length === 0) return;
  const channel = sql<string>`(select channel from store where id = ${register.store})`;
  const counted = act
    .updateTable('channel')
    .set((where) => ({ answered: where('answered', '+', answers.length) }))
    .where('id', '=', channel);
  await later(act, counted);
  const rows = answers.map((answer, index) => ({
    channel: '',
    number: index + 1,
    entry: answer.hash,
    register: answer.register,
    entry_number: answer.number,
    state: answer.state,
    amounts_json: JSON.stringify(answer.amounts),
    at: answer.at,
  }));
  await later(
    act,
    insertRows(act, 'answer', rows, undefined, {
      channel: () => channel,
      number: (place) =>
        sql`(select answered from channel where id = ${channel}) - cast(${answers.length} as bigint) + ${place}`,
    }),
  );
}

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
