/** Headquarters' answers to entries: fetched by cursor, handed to each register by a cursor of its own. */
import { answerSchema } from '../../shared/wire/entry.ts';
import { headquartersPaths } from '../../shared/wire/channel.ts';
import { answersSchema, type Answers } from '../../shared/wire/journal.ts';
import { ok, type Result } from '../../shared/fault.ts';
import type { RegisterId } from '../../shared/identity.ts';
import { insertRows } from '../database/rows.ts';
import type { Caller } from '../http/call.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { ChannelDatabase, Reader } from './tables.ts';

/**
 * A register's cursor is headquarters' epoch and headquarters' cursor in one whole number. So it never goes back when headquarters is
 * restored and counts anew, and it means the same when the channel is restored and fetches all answers again (PROTOCOL section 7).
 */
const epochStep = 2 ** 36;
const mostPage = 500;

/** Fetches what is new; `epoch` is headquarters' newest. Answers in pages of one cursor are handed out together. */
export async function pullAnswers(
  db: ChannelDatabase,
  call: Caller,
  epoch: number,
  timeout: number,
): Promise<Result<number>> {
  const known = await readSetting(db.query, 'answersEpoch');
  let after = known === epoch ? ((await readSetting(db.query, 'answersCursor')) ?? 0) : 0;
  let pulled = 0;
  for (;;) {
    const path = `${headquartersPaths.answers}?after=${after}`;
    const page = await call({ method: 'GET', path, timeout }, answersSchema);
    if (!page.ok) return page;
    if (page.value.answers.length === 0) {
      // Headquarters may send the cursor back when it lost records without a new epoch.
      const turned = known !== epoch || page.value.cursor < after;
      if (turned) await saveAnswers(db, page.value, epoch);
      return ok(pulled);
    }
    await saveAnswers(db, page.value, epoch);
    pulled += page.value.answers.length;
    if (page.value.cursor <= after) return ok(pulled);
    after = page.value.cursor;
  }
}

async function saveAnswers(db: ChannelDatabase, page: Answers, epoch: number): Promise<void> {
  const cursor = epoch * epochStep + page.cursor;
  await db.transaction(async (transaction) => {
    const latest = new Map(
      page.answers.map((answer) => [`${answer.register} ${answer.hash}`, answer]),
    );
    const rows = [...latest.values()].map((answer) => ({
      register: answer.register,
      hash: answer.hash,
      cursor,
      body: JSON.stringify(answer),
    }));
    const newest =
      'on conflict (register, hash) do update set cursor = excluded.cursor, body = excluded.body';
    if (rows.length > 0) await insertRows(transaction, 'answer', rows, newest);
    await writeSetting(transaction, 'answersEpoch', epoch);
    await writeSetting(transaction, 'answersCursor', page.cursor);
  });
}

/** The register's answers after its cursor: about 500, never half of those that share a cursor. */
export async function answersAfter(
  query: Reader,
  register: RegisterId,
  after: number,
): Promise<Answers> {
  const mine = query
    .selectFrom('answer')
    .select(['cursor', 'body'])
    .where('register', '=', register);
  const first = await mine.where('cursor', '>', after).orderBy('cursor').limit(mostPage).execute();
  const cursor = first.at(-1)?.cursor ?? after;
  const whole =
    first.length < mostPage
      ? first
      : await mine
          .where('cursor', '>', after)
          .where('cursor', '<=', cursor)
          .orderBy('cursor')
          .execute();
  return { answers: whole.map((row) => answerSchema.parse(JSON.parse(row.body))), cursor };
}
