/** Answers downwards, by a cursor: what headquarters said of this register's entries (PROTOCOL section 2, R4). */
import { done, type Result } from '../../shared/fault.ts';
import type { Answers } from '../../shared/wire/journal.ts';
import { answerCursor, restartAnswers, saveAnswers } from '../database/answers.ts';
import type { Database } from '../database/open.ts';
import type { Witness } from '../database/witness.ts';
import type { Channel } from './channel.ts';

/** Keeps a page of answers; the witness forgets the answered entries. Faults: those of the witness; the answers are kept all the same. */
export function hearAnswers(
  db: Database,
  witness: Pick<Witness, 'drop'>,
  page: Answers,
): Result<void> {
  return witness.drop(saveAnswers(db, page.answers, page.cursor));
}

/**
 * Fetches all answers after the cursor. A channel whose cursor is behind was restored and counts anew: then from the start. Faults: those
 * of the channel and of the witness.
 */
export async function pullAnswers(
  db: Database,
  witness: Pick<Witness, 'drop'>,
  channel: Pick<Channel, 'answers'>,
  signal: AbortSignal,
): Promise<Result<void>> {
  for (;;) {
    const after = answerCursor(db);
    const page = await channel.answers(after, signal);
    if (!page.ok) return page;
    if (page.value.cursor < after) {
      restartAnswers(db);
      continue;
    }
    // Also with nothing new: the witness may still owe what it had no room for.
    if (page.value.answers.length === 0) return witness.drop([]);
    const heard = hearAnswers(db, witness, page.value);
    if (!heard.ok) return heard;
    if (page.value.cursor === after) return done;
  }
}
