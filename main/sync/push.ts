/** Entries upwards: pages of what the channel says that it lacks (PROTOCOL section 2, R10). The cursor is the channel's, never kept here. */
import type { Entry } from '../../shared/entry.ts';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Hash } from '../../shared/identity.ts';
import type { Have, Push } from '../../shared/wire/journal.ts';
import { readIdentity } from '../database/identity.ts';
import { entriesToSend, knownHashes, markStored } from '../database/journal.ts';
import type { Database } from '../database/open.ts';
import type { Witness } from '../database/witness.ts';
import { fetchLost, showsLoss } from './recovery.ts';
import type { Channel } from './channel.ts';

/** A page holds so many entries, and characters of content. */
const mostEntries = 100;
const mostCharacters = 2_000_000;
/** A page may be sent again so often before the channel counts as stuck: a damaged entry is filed when it came twice. */
const mostRepeats = 3;

const pushOf = (db: Database, entries: readonly Entry[]): Push => ({
  register: readIdentity(db)?.register ?? '',
  entries: [...entries],
});

/** The next page for a channel with this HAVE; null when it lacks nothing. */
export function nextPage(db: Database, have: Have, most: number = mostEntries): Push | null {
  const entries = entriesToSend(
    db,
    have.heads.map((head) => head.hash),
    most,
  );
  let characters = 0;
  const page = entries.filter(
    (entry, index) => (characters += entry.content.length) <= mostCharacters || index === 0,
  );
  return page.length === 0 ? null : pushOf(db, page);
}

/**
 * Entries before a page that the channel lacks and this register, restored from an older backup, lacks too. They are sent without their
 * text, which is damage at the sender: they take their place by name and block nothing (PROTOCOL P6). Headquarters passes over those
 * that it has, and an intact copy takes the place of the others whenever one comes.
 */
function lostEntries(db: Database, { lacks }: Have): Entry[] {
  const known = knownHashes(db, lacks);
  return lacks.filter((hash) => !known.has(hash)).map((hash) => ({ hash, content: '' }));
}

/** The question for HAVE: an empty page. */
const emptyPage = (db: Database): Push => pushOf(db, []);

/** Notes what the channel has stored. */
function hearHave(db: Database, have: Have): void {
  markStored(
    db,
    have.heads.map((head) => head.hash),
  );
}

/**
 * Sends all that the channel lacks. `have`: what it said last in this connection, or null to ask first; entries that only the channel has
 * are taken in before anything is sent (PROTOCOL section 6). Answers the last HAVE. Faults: those of the channel and of the witness; entry.predecessor
 * when it keeps lacking the same page.
 */
export async function pushAll(
  db: Database,
  witness: Pick<Witness, 'append'>,
  channel: Pick<Channel, 'push' | 'lost'>,
  have: Have | null,
  signal: AbortSignal,
): Promise<Result<Have>> {
  const asked = have === null ? await askHave(db, witness, channel, signal) : ok(have);
  if (!asked.ok) return asked;
  let latest = asked.value;
  let sent: Hash | undefined;
  let repeats = 0;
  for (;;) {
    const page = nextPage(db, latest);
    if (page === null) return ok(latest);
    const first = page.entries[0]?.hash;
    repeats = first === sent ? repeats + 1 : 0;
    if (repeats >= mostRepeats) return fail('entry.predecessor', { hash: first ?? '' });
    sent = first;
    const lost = repeats === 0 ? [] : lostEntries(db, latest);
    const answered = await channel.push({ ...page, entries: [...lost, ...page.entries] }, signal);
    if (!answered.ok) return answered;
    latest = answered.value;
    const heard = await takeHave(db, witness, channel, latest, signal);
    if (!heard.ok) return heard;
  }
}

/** Asks for HAVE, as the first thing of every connection, and takes in what it shows to be lost here. */
export async function askHave(
  db: Database,
  witness: Pick<Witness, 'append'>,
  channel: Pick<Channel, 'push' | 'lost'>,
  signal: AbortSignal,
): Promise<Result<Have>> {
  const have = await channel.push(emptyPage(db), signal);
  if (!have.ok) return have;
  const heard = await takeHave(db, witness, channel, have.value, signal);
  return heard.ok ? have : heard;
}

async function takeHave(
  db: Database,
  witness: Pick<Witness, 'append'>,
  channel: Pick<Channel, 'lost'>,
  have: Have,
  signal: AbortSignal,
): Promise<Result<void>> {
  if (showsLoss(db, have)) {
    const lost = await fetchLost(db, witness, async (question) => channel.lost(question, signal));
    if (!lost.ok) return lost;
  }
  hearHave(db, have);
  return done;
}
