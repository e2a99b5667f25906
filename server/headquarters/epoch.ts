/**
 * The epoch: how often headquarters came back from a backup. It is kept in a file outside the database, so that a restore cannot take it
 * back (PROTOCOL section 7).
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Act, Headquarters } from './headquarters.ts';
import { replaceFile } from './keys.ts';
import { beginRecovery } from './recovery.ts';
import { skipLostVersions } from './parameters.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Tables } from './tables.ts';

const fileSchema = z.strictObject({ epoch: z.int().min(1), starts: z.int().min(0) });

/**
 * Finds the epoch at start. The file and the database both count the starts: a database that has seen fewer of them than the file is an
 * older one. Then, or when the operator says so, the epoch rises and recovery begins.
 */
export async function startEpoch(headquarters: Headquarters, restored: boolean): Promise<number> {
  const file = headquarters.epochFile;
  const kept = existsSync(file) ? fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  const mark = await headquarters.db.transaction(async (act) => {
    const starts = Number((await readSetting(act, 'starts')) ?? 0);
    const known = Number((await readSetting(act, 'epoch')) ?? 1);
    const older = kept !== null && (kept.starts > starts || kept.epoch > known);
    const raised = restored || older;
    const epoch = raised ? Math.max(known, kept?.epoch ?? 0) + 1 : known;
    // When the process ends before the commit, the next start raises the epoch once more, which is harmless.
    if (raised) replaceFile(file, JSON.stringify({ epoch, starts: starts + 1 }));
    await writeSetting(act, 'epoch', String(epoch));
    await writeSetting(act, 'starts', String(starts + 1));
    await skipAnswerNumbers(act);
    if (raised) {
      await beginRecovery(headquarters, act, epoch);
      await skipLostVersions(headquarters, act);
    }
    return { epoch, starts: starts + 1 };
  });
  replaceFile(file, JSON.stringify(mark));
  return mark.epoch;
}

/** More answers than one channel gets between two marks of `markTime`: an older copy than that is told by the epoch file. */
const answersPerStart = 100_000;

/**
 * A copy that is put back unnoticed has forgotten the newest answers, and channels have their numbers as cursors. So no number is given
 * out twice: a channel that asked after a number of the lost time would never hear of the entries that get it now.
 */
async function skipAnswerNumbers(act: Act): Promise<void> {
  await act
    .updateTable('channel')
    .set((where) => ({ answered: where('answered', '+', answersPerStart) }))
    .execute();
}

const everyMs = 5 * 60_000;

/**
 * Counts on in both places every few minutes, so that a database that comes back from a backup is told from the newest one although no
 * process started in between. The database first: a crash in between must not look like a restore.
 */
export async function markTime({ db, clock, epochFile }: Headquarters): Promise<void> {
  const now = clock.now();
  const before = await readSetting(db.query, 'marked');
  if (before !== null && Date.parse(now) - Date.parse(before) < everyMs) return;
  const mark = await db.transaction(async (act) => {
    const starts = Number((await readSetting(act, 'starts')) ?? 0) + 1;
    await writeSetting(act, 'starts', String(starts));
    await writeSetting(act, 'marked', now);
    return { epoch: await currentEpoch(act), starts };
  });
  replaceFile(epochFile, JSON.stringify(mark));
}

export async function currentEpoch(db: Kysely<Tables>): Promise<number> {
  return Number((await readSetting(db, 'epoch')) ?? 1);
}
