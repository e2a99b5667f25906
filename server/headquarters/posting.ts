/** Posting one entry by itself: one transaction, once per content hash, after its predecessors (PROTOCOL P1 to P9). Most are posted in portions. */
import { isEntryIntact, type EntryContent } from '../../shared/entry.ts';
import { assert } from '../../shared/fault.ts';
import { hashText } from '../../shared/hash.ts';
import type { Hash } from '../../shared/identity.ts';
import { readEntry, readFrame } from '../../shared/wire/entry.ts';
import { isDatabaseDown } from '../database/conflict.ts';
import { together } from '../database/pipeline.ts';
import { logLine, masked } from '../http/log.ts';
import { postContent, saleOf, usesIn, type Extent } from './content.ts';
import { currentEpoch } from './epoch.ts';
import { closeByEntry } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { findInstrument, lockInstruments } from './instruments.ts';
import { factsFor, factsOf, nothingKnown } from './known.ts';
import { findLock, lockRegister } from './locks.ts';
import { lacksPredecessor, park } from './parking.ts';
import { noRows, writeRows } from './postedrows.ts';
import { isRecovering, noteReported } from './recovery.ts';
import { newestRepair } from './repaired.ts';
import type { EntryTable } from './tables.ts';
import { nameTwins } from './twins.ts';
import type { Use } from './uses.ts';

/** `waits`: a predecessor is missing, or in recovery an earlier posting of one of its instruments. */
type Posted = 'posted' | 'parked' | 'waits' | 'known';
export type EntryKey = Pick<EntryTable, 'register' | 'hash'>;
/** What an entry holds, or why it cannot be posted. */
type Read = { readonly content: EntryContent } | { readonly why: string };

/**
 * Posts one stored entry. A parked one is tried again. What fails by a bug, or by sums that nobody can book, is logged and holds up
 * nothing: its instruments are settled all the same, and if even that fails the entry is set aside (PROTOCOL P6). Throws when the
 * database does not work.
 */
export async function postEntry(headquarters: Headquarters, key: EntryKey): Promise<Posted> {
  const { clock, meter } = headquarters;
  const began = clock.running();
  const outcome = await tryPosting(headquarters, key);
  meter.posted(outcome, clock.running() - began);
  return outcome;
}

async function tryPosting(headquarters: Headquarters, key: EntryKey): Promise<Posted> {
  const read = await readStored(headquarters, key);
  if ('why' in read) return postRead(headquarters, key, read, 'whole');
  // The second time tells a bug from a line to the database that was lost for a moment.
  let why = '';
  for (let time = 1; time <= 3; time += 1) {
    try {
      const extent = time <= 2 ? 'whole' : { instrumentsBecause: why };
      return await postRead(headquarters, key, read, extent);
    } catch (error) {
      if (isDatabaseDown(error)) throw error;
      why = told(error);
      const stack = error instanceof Error ? (error.stack ?? why) : why;
      headquarters.log(logLine('posting.failed', { ...key, time, why: stack }));
    }
  }
  return postRead(headquarters, key, { why: `cannot be posted: ${why}` }, 'whole');
}

const told = (error: unknown): string =>
  masked(error instanceof Error ? error.message : String(error)).slice(0, 500);

async function readStored(headquarters: Headquarters, { register, hash }: EntryKey): Promise<Read> {
  const stored = await headquarters.db.query
    .selectFrom('entry')
    .select('content')
    .where('register', '=', register)
    .where('hash', '=', hash)
    .executeTakeFirst();
  assert(stored !== undefined, 'an entry is stored before it is posted');
  const repaired = await newestRepair(headquarters.db.query, register, hash);
  if (repaired !== undefined) return readRepaired(repaired);
  const entry = { hash, content: stored.content };
  if (!isEntryIntact(entry)) return { why: 'is damaged' };
  const frame = readFrame(entry);
  if (frame.ok && frame.value.register !== register)
    return { why: `belongs to register ${frame.value.register}` };
  const read = readEntry(entry);
  return read.ok ? { content: read.value } : { why: 'cannot be read by this version' };
}

/** What a person made of the entry. It was read by these rules before it was kept, so that only a newer version can refuse it. */
function readRepaired({ content }: { readonly content: string }): Read {
  const read = readEntry({ hash: hashText(content), content });
  return read.ok ? { content: read.value } : { why: 'was repaired and cannot be read any more' };
}

async function postRead(
  headquarters: Headquarters,
  key: EntryKey,
  read: Read,
  extent: Extent,
): Promise<Posted> {
  const uses = 'content' in read ? usesIn(headquarters, read.content) : [];
  return headquarters.db.transaction(async (act) => {
    const register = await lockRegister(act, key.register);
    assert(register !== undefined, 'the register of an entry is known');
    await lockInstruments(act, await concerned(act, uses));
    const entry = await act
      .selectFrom('entry')
      .selectAll()
      .where('register', '=', key.register)
      .where('hash', '=', key.hash)
      .executeTakeFirstOrThrow();
    if (entry.state === 'posted') return 'known';
    if (await lacksPredecessor(act, key.register, key.hash)) return 'waits'; // P1
    if ('why' in read)
      return (await park(headquarters, act, entry, register, read.why)) ? 'parked' : 'known'; // P6
    if (await mustWait(act, uses)) return 'waits'; // P3
    if (entry.state === 'parked') {
      await closeByEntry(headquarters, act, key, 'the entry could be read after all');
    }
    const { content } = read;
    await nameTwins(headquarters, act, entry, saleOf(content)); // P7
    const [facts] = await together(act, factsFor(act, [register.id]));
    const posting = {
      register,
      facts: factsOf(facts[0]),
      known: nothingKnown(),
      rows: noRows(),
      fresh: new Set<Hash>(),
      alone: true,
    };
    await postContent(headquarters, act, posting, { entry, content, uses, extent });
    await writeRows(act, [posting]);
    if (register.head_hash !== null) await noteReported(act, register, register.head_hash);
    return 'posted';
  });
}

/** Instruments of the grants, of our own lock rows, and the numbers reserved with them. */
async function concerned(act: Act, uses: readonly Use[]): Promise<Hash[]> {
  const keys: Hash[] = [];
  for (const use of uses) {
    const lock = await findLock(act, use.request);
    for (const key of [
      use.grant?.instrument.key,
      use.grant?.reserved?.key,
      lock?.instrument,
      lock?.reserved_key,
    ])
      if (key) keys.push(key);
  }
  return keys;
}

/** P3: while recovery lasts, an entry waits until its instrument has as many postings as the grant says. */
async function mustWait(act: Act, uses: readonly Use[]): Promise<boolean> {
  if (uses.length === 0 || !(await isRecovering(act))) return false;
  const epoch = await currentEpoch(act);
  for (const { grant } of uses) {
    if (grant === null || grant.epoch >= epoch) continue;
    const instrument = await findInstrument(act, grant.instrument.key);
    if ((instrument?.version ?? 0) < grant.version) return true;
  }
  return false;
}
