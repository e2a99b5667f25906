/** What headquarters answered for this register's entries, and how far the answers were heard (PROTOCOL section 2, R4). */
import { z } from 'zod';
import type { Answer, Entry } from '../../shared/entry.ts';
import type { Hash, RequestId } from '../../shared/identity.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import { amount } from '../../shared/wire/parts.ts';
import { readIdentity } from './identity.ts';
import { knownHashes, readEntries } from './journal.ts';
import { markDone } from './locks.ts';
import type { Database } from './open.ts';
import { all, one, run } from './statement.ts';
import { transaction } from './transaction.ts';

/**
 * Keeps a page of answers and the cursor behind it; requests of answered entries become *done* (R4). Answers the hashes that this
 * register's journal holds: the witness may drop them. A newer answer for the same entry replaces the older.
 */
export function saveAnswers(db: Database, answers: readonly Answer[], cursor: number): Hash[] {
  return transaction(db, () => {
    const own = answers.filter((answer) => answer.register === readIdentity(db)?.register);
    for (const answer of own) insert(db, answer);
    run(
      db,
      'INSERT INTO answer_cursor (one, cursor) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET cursor = excluded.cursor',
      [cursor],
    );
    const hashes = own.map((answer) => answer.hash);
    const answered = readEntries(db, spendingEntries(db, hashes));
    for (const request of answered.flatMap(requestsOf)) markDone(db, request);
    return [...knownHashes(db, hashes)];
  });
}

/** Those of the entries whose sale has a spent request: few, so that a long page of answers delays no scan. */
const spendingEntries = (db: Database, hashes: readonly Hash[]): Hash[] =>
  all<{ hash: Hash }>(
    db,
    `SELECT DISTINCT sale.entry AS hash FROM lock_request JOIN sale ON sale.id = lock_request.sale
     WHERE lock_request.state = 'spent' AND sale.entry IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(hashes)],
  ).map((row) => row.hash);

const insert = (db: Database, answer: Answer): number =>
  run(
    db,
    `INSERT INTO answer (hash, number, state, amounts, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (hash) DO UPDATE SET state = excluded.state, amounts = excluded.amounts, at = excluded.at`,
    [answer.hash, answer.number, answer.state, JSON.stringify(answer.amounts), answer.at],
  );

/** The requests that an entry's sale spends; none when it is no sale or cannot be read. */
function requestsOf(entry: Entry): RequestId[] {
  const content = readEntry(entry);
  if (!content.ok || content.value.body.kind !== 'sale') return [];
  return content.value.body.sale.grants.map((signed) => signed.grant.request);
}

/** How far answers were heard; 0 before the first. */
export const answerCursor = (db: Database): number =>
  one<{ cursor: number }>(db, 'SELECT cursor FROM answer_cursor')?.cursor ?? 0;

/** Hears all answers again: the sender was restored and counts anew. */
export function restartAnswers(db: Database): void {
  transaction(db, () => run(db, 'DELETE FROM answer_cursor'));
}

const amountsSchema = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.strictObject({ last4: z.string(), taken: amount, missing: amount })));

/** The newest answer for an entry; null before it came. */
export function answerOf(db: Database, hash: Hash): Answer | null {
  const row = one<Omit<Answer, 'amounts' | 'register'> & { amounts: string }>(
    db,
    'SELECT hash, number, state, amounts, at FROM answer WHERE hash = ?',
    [hash],
  );
  const register = readIdentity(db)?.register;
  if (row === undefined || register === undefined) return null;
  return { ...row, register, amounts: amountsSchema.parse(row.amounts) };
}

/** Whether an answer is still to come: for a spent request, or for one of the newest entries. */
export const isAnswerOwed = (db: Database): boolean =>
  one(db, "SELECT 1 FROM lock_request WHERE state = 'spent' LIMIT 1") !== undefined ||
  one(
    db,
    `SELECT 1 FROM (SELECT hash FROM journal ORDER BY place DESC LIMIT 500) AS recent
     WHERE NOT EXISTS (SELECT 1 FROM answer WHERE answer.hash = recent.hash) LIMIT 1`,
  ) !== undefined;

/** The newest entries that headquarters has answered: the channel has them and all before them. At most `limit`. */
export const latestAnswered = (db: Database, limit: number): Hash[] =>
  all<{ hash: Hash }>(
    db,
    'SELECT hash FROM answer WHERE hash IN (SELECT hash FROM journal) ORDER BY number DESC LIMIT ?',
    [limit],
  ).map((row) => row.hash);

/** Entries that headquarters posted with an exception. */
export const countExceptions = (db: Database): number =>
  // Said twice, so that SQLite sees that the index of what was not posted is enough.
  one<{ count: number }>(
    db,
    "SELECT count(*) AS count FROM answer WHERE state = 'exception' AND state <> 'posted'",
  )?.count ?? 0;
