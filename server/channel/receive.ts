/**
 * Entries from registers: stored first, answered then, forwarded later (DESIGN section 7). An entry is told by its hash, comes in any order
 * and any number of times; nothing is ever deleted.
 */
import type { Transaction } from 'kysely';
import type { Entry } from '../../shared/entry.ts';
import { hashText } from '../../shared/hash.ts';
import type { Hash, Instant, RegisterId } from '../../shared/identity.ts';
import { readFrame } from '../../shared/wire/entry.ts';
import type { Have } from '../../shared/wire/journal.ts';
import { insertRows } from '../database/rows.ts';
import { storable } from '../database/text.ts';
import { haveOf } from './have.ts';
import { noteMended } from './mended.ts';
import { fileLinks, readBefore, type Seen } from './places.ts';
import { noteUnread } from './sales.ts';
import { mapInTurns } from './turns.ts';
import type { ChannelDatabase, ChannelTables } from './tables.ts';

type Writer = Transaction<ChannelTables>;
/** `fresh`: entries that took their place now. `mended`: entries that had one, damaged, and are intact now. */
export type Received = { readonly have: Have; readonly fresh: number; readonly mended: number };

/** Files a page of the register's entries in one transaction and answers HAVE. */
export async function receivePage(
  db: ChannelDatabase,
  register: RegisterId,
  entries: readonly Entry[],
  at: Instant,
): Promise<Received> {
  const once = new Map(entries.map((entry) => [entry.hash, entry]));
  const page = await mapInTurns([...once.values()], (entry) => lookInto(entry, register));
  return db.transaction(async (transaction) => {
    const filed = await filePage(transaction, register, page, at);
    return { have: await haveOf(transaction, register), ...filed };
  });
}

function lookInto(entry: Entry, register: RegisterId): Seen {
  const read = readFrame(entry);
  const frame = read.ok && read.value.register === register ? read.value : null;
  return { ...entry, intact: read.ok || read.fault.code !== 'entry.hash', frame };
}

async function filePage(
  writer: Writer,
  register: RegisterId,
  page: readonly Seen[],
  at: Instant,
): Promise<Pick<Received, 'fresh' | 'mended'>> {
  const before = await readBefore(writer, register, page);
  const { known } = before;
  const intact = page.filter((entry) => entry.intact);
  const damaged = page.filter((entry) => !entry.intact);
  const repeated = await keepDamaged(writer, register, damaged, at);
  const mended = await keepIntact(writer, register, intact, known, at);
  const filed = [...intact, ...repeated].filter((entry) => !known.has(entry.hash));
  // What was mended has changed its place in the chain.
  const now = mended === 0 ? before : await readBefore(writer, register, page);
  if (filed.length > 0) await fileLinks(writer, register, page, filed, now);
  // An intact copy of a damaged entry is looked into as well.
  await noteUnread(
    writer,
    intact.map(({ hash }) => ({ register, hash })),
  );
  return { fresh: filed.length, mended };
}

/** Known hashes are written again only where the first copy was damaged; answers how many of these there were. */
async function keepIntact(
  writer: Writer,
  register: RegisterId,
  intact: readonly Seen[],
  known: ReadonlyMap<Hash, boolean>,
  at: Instant,
): Promise<number> {
  const once = intact.filter((entry) => known.has(entry.hash)).map((entry) => entry.hash);
  const damaged =
    once.length === 0
      ? []
      : await writer
          .selectFrom('damaged_entry')
          .select('hash')
          .where('register', '=', register)
          .where('hash', 'in', once)
          .execute();
  const again = new Set(damaged.map((row) => row.hash));
  const rowOf = (entry: Seen): ChannelTables['entry'] => ({
    register,
    hash: entry.hash,
    content: storable(entry.content),
    received_at: at,
  });
  const fresh = intact.filter((entry) => !known.has(entry.hash));
  if (fresh.length > 0)
    await insertRows(writer, 'entry', fresh.map(rowOf), 'on conflict do nothing');
  const anew = intact.filter((entry) => again.has(entry.hash));
  if (anew.length === 0) return 0;
  const written = await writer
    .insertInto('entry')
    .values(anew.map(rowOf))
    .onConflict((conflict) => conflict.doNothing())
    .returning('hash')
    .execute();
  const mended = written.map((row) => row.hash);
  await noteMended(writer, register, mended);
  for (const entry of anew) await mendLink(writer, register, entry);
  return mended.length;
}

/** An entry that was filed damaged stood by itself; now it is known what it comes after. */
async function mendLink(
  writer: Writer,
  register: RegisterId,
  { hash, frame }: Seen,
): Promise<void> {
  if (frame === null || frame.previous.length === 0) return;
  const { number, previous } = frame;
  const { numUpdatedRows } = await writer
    .updateTable('link')
    .set({ number, previous: JSON.stringify(previous) })
    .where('register', '=', register)
    .where('hash', '=', hash)
    .where('previous', '=', '[]')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await writer
    .updateTable('link')
    .set({ head: 0 })
    .where('register', '=', register)
    .where('hash', 'in', previous)
    .execute();
  await writer.updateTable('chain').set({ branched: 1 }).where('register', '=', register).execute();
}

/**
 * Keeps what does not have its hash, and answers those that came damaged in the same way before: then it is the sender's own copy that
 * is damaged, not the line, and the entry takes its place as it is, so that it blocks nothing after it (PROTOCOL P6). An intact copy
 * replaces it whenever it comes.
 */
async function keepDamaged(
  writer: Writer,
  register: RegisterId,
  damaged: readonly Seen[],
  at: Instant,
): Promise<Seen[]> {
  const repeated: Seen[] = [];
  for (const entry of damaged) {
    const row = {
      register,
      hash: entry.hash,
      found: hashText(entry.content),
      content: storable(entry.content),
      received_at: at,
    };
    const inserted = await writer
      .insertInto('damaged_entry')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('hash')
      .executeTakeFirst();
    if (!inserted) repeated.push(entry);
  }
  return repeated;
}
