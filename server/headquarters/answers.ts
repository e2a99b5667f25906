/** ANSWER: what became of each entry, numbered per channel and pulled by cursor (PROTOCOL section 2). */
import { z } from 'zod';
import { assert } from '../../shared/fault.ts';
import type { Answer } from '../../shared/entry.ts';
import { answerSchema } from '../../shared/wire/entry.ts';
import type { Answers } from '../../shared/wire/journal.ts';
import { currentEpoch } from './epoch.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { halt, lastAnswerBefore } from './recovery.ts';
import type { RegisterTable } from './tables.ts';

/** Numbers and keeps the answer. It locks the channel's row, always as the last lock of a message, so that numbers become visible in their order. */
export async function recordAnswer(
  act: Act,
  register: RegisterTable,
  answer: Answer,
): Promise<void> {
  const channel = await act
    .updateTable('channel')
    .set((where) => ({ answered: where('answered', '+', 1) }))
    .where('id', '=', (where) =>
      where.selectFrom('store').select('channel').where('id', '=', register.store),
    )
    .returning(['id', 'answered'])
    .executeTakeFirst();
  assert(channel !== undefined, 'a register belongs to a channel');
  await act
    .insertInto('answer')
    .values({
      channel: channel.id,
      number: channel.answered,
      entry: answer.hash,
      register: answer.register,
      entry_number: answer.number,
      state: answer.state,
      amounts_json: JSON.stringify(answer.amounts),
      at: answer.at,
    })
    .execute();
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
