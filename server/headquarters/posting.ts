/** Posting an entry: one transaction, once per content hash, after its predecessors (PROTOCOL P1 to P9). */
import type { EntryContent, SettledAmount } from '../../shared/entry.ts';
import { assert } from '../../shared/fault.ts';
import type { Hash } from '../../shared/identity.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import { recordAnswer } from './answers.ts';
import { nameTwins } from './twins.ts';
import { currentEpoch } from './epoch.ts';
import { closeByEntry, closeByItself, raise } from './exceptions.ts';
import { isOurs } from './grants.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { findInstrument, lockInstruments } from './instruments.ts';
import { postBook } from './ledger.ts';
import { findLock, lockRegister } from './locks.ts';
import { isRecovering, noteReported } from './recovery.ts';
import { saleLines } from './salelines.ts';
import { settle } from './settlement.ts';
import type { Settlement } from './standing.ts';
import type { EntryTable, RegisterTable } from './tables.ts';
import { usesOf, type Use } from './uses.ts';

/** `waits`: a predecessor is missing, or in recovery an earlier posting of one of its instruments. */
type Posted = 'posted' | 'parked' | 'waits' | 'known';

/** Posts one stored entry. A parked one is tried again. */
export async function postEntry(headquarters: Headquarters, hash: Hash): Promise<Posted> {
  const stored = await headquarters.db.query
    .selectFrom('entry')
    .select(['register', 'content'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  assert(stored !== undefined, 'an entry is stored before it is posted');
  const read = readEntry({ hash, content: stored.content });
  const content = read.ok ? read.value : null;
  const sale = content?.body.kind === 'sale' ? content.body.sale : null;
  const uses = sale ? usesOf(sale, (signed) => isOurs(headquarters, signed)) : [];
  return headquarters.db.transaction(async (act) => {
    const register = await lockRegister(act, stored.register);
    assert(register !== undefined, 'the register of an entry is known');
    await lockInstruments(act, await concerned(act, uses));
    const entry = await act
      .selectFrom('entry')
      .selectAll()
      .where('hash', '=', hash)
      .executeTakeFirstOrThrow();
    if (entry.state === 'posted') return 'known';
    if (await lacksPredecessor(act, hash)) return 'waits'; // P1
    if (content === null) return park(headquarters, act, entry, register); // P6
    if (await mustWait(act, uses)) return 'waits'; // P3
    if (entry.state === 'parked') {
      await closeByEntry(headquarters, act, hash);
    }
    await postContent(headquarters, act, { entry, register, content, uses });
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

async function lacksPredecessor(act: Act, hash: Hash): Promise<boolean> {
  const parents = await act
    .selectFrom('entry_link')
    .leftJoin('entry', 'entry.hash', 'entry_link.parent')
    .select('entry.state')
    .where('entry_link.child', '=', hash)
    .execute();
  return parents.some((parent) => parent.state === null || parent.state === 'waiting');
}

async function park(
  headquarters: Headquarters,
  act: Act,
  entry: EntryTable,
  register: RegisterTable,
): Promise<Posted> {
  if (entry.state === 'parked') return 'known';
  await act.updateTable('entry').set({ state: 'parked' }).where('hash', '=', entry.hash).execute();
  await raise(headquarters, act, {
    kind: 'parked',
    register: register.id,
    entry: entry.hash,
    entry_number: entry.number,
    detail: `entry ${entry.number} of register ${register.name} cannot be read by this version; its locks stay until it is read again or they are broken`,
  });
  if (register.head_hash !== null) await noteReported(act, register, register.head_hash);
  return 'parked';
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
};

async function postContent(
  headquarters: Headquarters,
  act: Act,
  { entry, register, content, uses }: Ready,
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
    const lines = await saleLines(headquarters, act, { sale, entry, register }, settlements);
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
    .where('hash', '=', entry.hash)
    .execute();
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
    state: short ? 'exception' : late ? 'late' : 'posted',
    amounts,
    at,
  });
}
