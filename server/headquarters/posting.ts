/** Posting an entry: one transaction, once per content hash, after its predecessors (PROTOCOL P1 to P9). */
import { isEntryIntact, type EntryContent, type SettledAmount } from '../../shared/entry.ts';
import { assert } from '../../shared/fault.ts';
import { hashText } from '../../shared/hash.ts';
import type { Hash } from '../../shared/identity.ts';
import { readEntry, readFrame } from '../../shared/wire/entry.ts';
import { isDatabaseDown } from '../database/conflict.ts';
import { logLine, masked } from '../http/log.ts';
import { recordAnswer } from './answers.ts';
import { nameTwins } from './twins.ts';
import { currentEpoch } from './epoch.ts';
import { closeByEntry, closeByItself } from './exceptions.ts';
import { isOurs } from './grants.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { findInstrument, lockInstruments } from './instruments.ts';
import { postBook } from './ledger.ts';
import { findLock, lockRegister } from './locks.ts';
import { lacksPredecessor, park } from './parking.ts';
import { noteMail } from './mail.ts';
import { isRecovering, noteReported } from './recovery.ts';
import { newestRepair } from './repaired.ts';
import { noteReturns } from './returns.ts';
import { countSale } from './saledays.ts';
import { instrumentLines, saleLines } from './salelines.ts';
import { noteShift } from './shifts.ts';
import { settle } from './settlement.ts';
import type { Settlement } from './standing.ts';
import type { EntryTable, RegisterTable } from './tables.ts';
import { usesOf, type Use } from './uses.ts';

/** `waits`: a predecessor is missing, or in recovery an earlier posting of one of its instruments. */
type Posted = 'posted' | 'parked' | 'waits' | 'known';
export type EntryKey = Pick<EntryTable, 'register' | 'hash'>;
/** What an entry holds, or why it cannot be posted. */
type Read = { readonly content: EntryContent } | { readonly why: string };
/** What of a sale is booked: all of it, or only what its instruments gave and got because its own sums cannot be booked for this reason. */
type Extent = 'whole' | { readonly instrumentsBecause: string };

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
    await postContent(headquarters, act, { entry, register, content: read.content, uses, extent });
    return 'posted';
  });
}

function usesIn(headquarters: Headquarters, { body }: EntryContent): Use[] {
  return body.kind === 'sale' ? usesOf(body.sale, (signed) => isOurs(headquarters, signed)) : [];
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

type Ready = {
  readonly entry: EntryTable;
  readonly register: RegisterTable;
  readonly content: EntryContent;
  readonly uses: readonly Use[];
  readonly extent: Extent;
};

async function postContent(
  headquarters: Headquarters,
  act: Act,
  { entry, register, content, uses, extent }: Ready,
): Promise<void> {
  const at = headquarters.clock.now();
  const sale = content.body.kind === 'sale' ? content.body.sale : null;
  await nameTwins(headquarters, act, entry, sale); // P7
  const epoch = await currentEpoch(act);
  const settlements: Settlement[] = [];
  for (const use of uses) {
    settlements.push(
      await settle(
        headquarters,
        act,
        {
          epoch,
          register,
          entry,
          sale: sale?.id ?? '',
          receipt: sale?.receipt ?? '',
          currency: sale?.currency ?? '',
        },
        use,
      ),
    );
    await closeByItself(
      headquarters,
      act,
      { kind: 'restored', request: use.request },
      'its entry arrived after all',
    );
  }
  if (sale) {
    const posted = { sale, entry, register };
    const lines =
      extent === 'whole'
        ? await saleLines(headquarters, act, posted, settlements)
        : await instrumentLines(headquarters, act, posted, settlements, extent.instrumentsBecause);
    const book = {
      id: headquarters.chance.id(),
      act: 'sale' as const,
      at,
      currency: sale.currency,
      entry: entry.hash,
      register: register.id,
      sale: sale.id,
      receipt: sale.receipt,
    };
    await postBook(act, book, lines);
    await noteReturns(headquarters, act, posted);
    await countSale(act, register, sale);
  }
  await act
    .updateTable('entry')
    .set({
      state: 'posted',
      posted_at: at,
      sale: sale?.id ?? null,
      receipt: sale?.receipt ?? null,
      total: sale?.total ?? null,
    })
    .where('register', '=', entry.register)
    .where('hash', '=', entry.hash)
    .execute();
  await noteMail(act, entry, content, at);
  const shift = await noteShift(headquarters, act, { entry, register, content });
  const differs = content.body.kind === 'shift' && shift === 'exception';
  const amounts: SettledAmount[] = settlements.map(({ last4, taken, missing }) => ({
    last4,
    taken,
    missing,
  }));
  const short = settlements.some((settlement) => settlement.missing > 0);
  const late = settlements.some((settlement) => settlement.late);
  if (register.head_hash !== null) await noteReported(act, register, register.head_hash);
  await recordAnswer(act, register, {
    register: register.id,
    hash: entry.hash,
    number: entry.number,
    state: short || differs ? 'exception' : late ? 'late' : 'posted',
    amounts,
    at,
  });
}
