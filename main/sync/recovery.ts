/** Start after any end of the process, and a register that finds that it was restored from an older backup (PROTOCOL R8, section 6). */
import { isEntryIntact, type Entry } from '../../shared/entry.ts';
import { done, ok, type Result } from '../../shared/fault.ts';
import type { Hash } from '../../shared/identity.ts';
import { readFrame } from '../../shared/wire/entry.ts';
import type { Have, Lost } from '../../shared/wire/journal.ts';
import { answerOf, latestAnswered } from '../database/answers.ts';
import { readIdentity } from '../database/identity.ts';
import { journalHeads, knownHashes } from '../database/journal.ts';
import { startLocks } from '../database/locks.ts';
import type { Database } from '../database/open.ts';
import { compareWitness, recover } from '../database/recovery.ts';
import type { Witness } from '../database/witness.ts';

/**
 * Run once at process start, before anything is sold: the witness is compared with the journal, then R8. (A database that replaced a damaged
 * one has its new incarnation from `openDatabase`.) Answers how many lost entries came back; null when nothing was lost. Faults: those of
 * the witness and of entries; R8 was applied all the same.
 */
export function recoverAtStart(db: Database, witness: Witness): Result<number | null> {
  const compared = compareWitness(db, witness);
  startLocks(db);
  return compared;
}

/** So many entries a question about lost ones may name. */
const mostKnown = 64;

/** Whether HAVE names a head that the journal does not have: entries were lost here. */
export function showsLoss(db: Database, have: Have): boolean {
  const heads = have.heads.map((head) => head.hash);
  return knownHashes(db, heads).size < heads.length;
}

/** The question for the entries that the channel has and this register lost; `got`: pages that came already. */
function nextLost(db: Database, got: readonly Entry[]): Lost {
  const register = readIdentity(db)?.register ?? '';
  const own = journalHeads(db);
  const known = [...headsOf(got), ...own, ...latestAnswered(db, mostKnown / 2)];
  return { register, known: [...new Set(known)].slice(0, mostKnown) };
}

function headsOf(entries: readonly Entry[]): Hash[] {
  const before = new Set(
    entries.flatMap((entry) => {
      const frame = readFrame(entry);
      return frame.ok ? frame.value.previous : [];
    }),
  );
  return entries.map((entry) => entry.hash).filter((hash) => !before.has(hash));
}

/**
 * Takes in lost entries (PROTOCOL 6.1 to 6.4); damaged ones and those of others are passed over. Answers how many came back; nothing
 * changes when none did. Faults: those of the witness; the entries are taken in all the same.
 */
export function hearLost(
  db: Database,
  witness: Pick<Witness, 'append'>,
  entries: readonly Entry[],
): Result<number> {
  const register = readIdentity(db)?.register;
  const known = knownHashes(
    db,
    entries.map((entry) => entry.hash),
  );
  const sound = entries.filter((entry) => {
    const frame = readFrame(entry);
    return (
      isEntryIntact(entry) &&
      !known.has(entry.hash) &&
      frame.ok &&
      frame.value.register === register
    );
  });
  if (sound.length === 0) return ok(0);
  const recovered = recover(db, { entries: sound });
  if (!recovered.ok) return recovered;
  const kept = keepWitness(
    witness,
    sound.filter((entry) => answerOf(db, entry.hash) === null),
  );
  return kept.ok ? recovered : kept;
}

/**
 * Lost entries that headquarters has not answered: the channel, too, may lose them, and this database may go back once more. The entries
 * that follow would then be in the witness without those before them, and could never be sent.
 */
function keepWitness(witness: Pick<Witness, 'append'>, entries: readonly Entry[]): Result<void> {
  for (const entry of entries) {
    const frame = readFrame(entry);
    const appended = frame.ok ? witness.append(entry, frame.value.number) : done;
    if (!appended.ok) return appended;
  }
  return done;
}

/** Asks page by page for what was lost, then takes it in at once. Faults: those of the channel and of the witness. */
export async function fetchLost(
  db: Database,
  witness: Pick<Witness, 'append'>,
  ask: (lost: Lost) => Promise<Result<{ readonly entries: readonly Entry[] }>>,
): Promise<Result<number>> {
  const got = new Map<Hash, Entry>();
  for (;;) {
    const page = await ask(nextLost(db, [...got.values()]));
    if (!page.ok) return page;
    const fresh = page.value.entries.filter((entry) => !got.has(entry.hash));
    if (fresh.length === 0) break;
    for (const entry of fresh) got.set(entry.hash, entry);
  }
  return hearLost(db, witness, [...got.values()]);
}
