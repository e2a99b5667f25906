/** The journal: every fact of this register that head office must get, numbered without gaps, chained by hash, never changed. */
import {
  entryFormat,
  sealEntry,
  type Entry,
  type EntryBody,
  type EntryContent,
  type Head,
} from '../../shared/entry.ts';
import { assert, fail, ok, type Result } from '../../shared/fault.ts';
import type { Hash, Instant } from '../../shared/identity.ts';
import { minor, type Minor } from '../../shared/money.ts';
import { readEntry, readFrame, type EntryFrame } from '../../shared/wire/entry.ts';
import { adoptSale } from './adoption.ts';
import { headLinks, lackingAfter } from './chain.ts';
import { readIdentity, type Identity } from './identity.ts';
import { fileShift } from './shifts.ts';
import { all, insert, one, run, type Connection } from './statement.ts';
import { attempt, transaction, type Writer } from './transaction.ts';

/** Setting: an entry number that is known to be used though its entry was lost here (PROTOCOL 6.4). */
export const numberFloor = 'journal.floor';

/** One above every number known (PROTOCOL 6.4). */
export function nextNumber(db: Connection): number {
  const known = one<{ number: number | null; floor: string | null }>(
    db,
    `SELECT (SELECT max(number) FROM journal) AS number,
       (SELECT value FROM setting WHERE key = ?) AS floor`,
    [numberFloor],
  );
  return 1 + Math.max(known?.number ?? 0, Number(known?.floor ?? 0));
}

/** Seals and files the next entry: next number, all heads as its predecessors. Runs only inside the transaction of what it tells. */
export function appendEntry(
  db: Writer,
  { at, body }: { readonly at: Instant; readonly body: EntryBody },
  identity: Identity | null = readIdentity(db),
): { entry: Entry; number: number; content: EntryContent; place: number } {
  assert(db.sql.inTransaction, 'an entry is written in the transaction of what it tells');
  assert(identity !== null, 'an activated register writes entries');
  const heads = journalHeads(db);
  const content: EntryContent = {
    format: entryFormat,
    register: identity.register,
    incarnation: identity.incarnation,
    number: nextNumber(db),
    previous: heads,
    at,
    body,
  };
  const entry = sealEntry(content);
  const place = insertEntry(db, entry, content, content, heads);
  return { entry, number: content.number, content, place };
}

type Frame = Pick<EntryContent, 'number' | 'previous'>;

/** Answers its place. `content` null: it cannot be read, and is filed by its frame (P6). `before`: all heads of the journal. */
function insertEntry(
  db: Writer,
  entry: Entry,
  frame: Frame,
  content: EntryContent | null,
  before: readonly Hash[] = journalHeads(db),
): number {
  const heads = new Set(before);
  const previous = new Set(frame.previous);
  const place = insert(
    db,
    `INSERT INTO journal (hash, number, incarnation, at, kind, value, covers, content)
     VALUES ($hash, $number, $incarnation, $at, $kind, $value, $covers, $content)`,
    {
      ...entry,
      number: frame.number,
      incarnation: content?.incarnation ?? 0,
      at: content?.at ?? '',
      kind: content?.body.kind ?? 'unread',
      value: content?.body.kind === 'sale' ? content.body.sale.total : 0,
      covers:
        heads.size === previous.size && [...heads].every((head) => previous.has(head)) ? 1 : 0,
    },
  );
  assert(place !== undefined, 'an entry that is filed has a place');
  if (content !== null) fileShift(db, { content, hash: entry.hash, place });
  for (const hash of previous) {
    run(db, 'INSERT INTO journal_previous (entry, previous) VALUES (?, ?)', [entry.hash, hash]);
  }
  return place;
}

/** The head with the highest number, or null while the journal is empty. */
export function journalHead(db: Connection): Head | null {
  const head = headLinks(db)[0];
  return head === undefined ? null : { number: head.number, hash: head.hash };
}

/** Hashes of all heads; more than one only between an adoption and the next entry. */
export const journalHeads = (db: Connection): Hash[] => headLinks(db).map((head) => head.hash);

/** Those of the entries that the journal has, in its order. */
export const readEntries = (db: Connection, hashes: readonly Hash[]): Entry[] =>
  all<Entry>(
    db,
    `SELECT hash, content FROM journal WHERE hash IN (SELECT value FROM json_each(?))
     ORDER BY number, place`,
    [JSON.stringify(hashes)],
  );

/** Those of the hashes that the journal has. */
export const knownHashes = (db: Connection, hashes: readonly Hash[]): Set<Hash> =>
  new Set(
    all<{ hash: Hash }>(
      db,
      'SELECT hash FROM journal WHERE hash IN (SELECT value FROM json_each(?))',
      [JSON.stringify(hashes)],
    ).map((row) => row.hash),
  );

/** The next entries, in order of the chain, for a receiver that has these heads and all before them (R10). At most `limit`. */
export function entriesToSend(db: Connection, heads: readonly Hash[], limit: number): Entry[] {
  const lacking = lackingAfter(db, heads);
  return lacking.kind === 'after'
    ? all<Entry>(db, 'SELECT hash, content FROM journal WHERE place > ? ORDER BY place LIMIT ?', [
        lacking.place,
        limit,
      ])
    : lacking.places
        .slice(0, limit)
        .flatMap((place) =>
          all<Entry>(db, 'SELECT hash, content FROM journal WHERE place = ?', [place]),
        );
}

/** Notes that the channel has these heads and all before them, and nothing else: it may have been restored and lost some. */
export function markStored(db: Writer, heads: readonly Hash[]): void {
  transaction(db, () => {
    const lacking = lackingAfter(db, heads);
    if (lacking.kind === 'after') {
      run(db, 'DELETE FROM journal_pending WHERE place <= ?', [lacking.place]);
      // What follows is pending as a whole or, when the channel lost some, from a later place on.
      const next = one<{ pending: 0 | 1 }>(
        db,
        `SELECT EXISTS (SELECT 1 FROM journal_pending p WHERE p.place = j.place) AS pending
         FROM journal j WHERE j.place > ? ORDER BY j.place LIMIT 1`,
        [lacking.place],
      );
      if (next?.pending === 0) addPending(db, 'place > ?', lacking.place);
      return;
    }
    const places = JSON.stringify(lacking.places);
    run(db, 'DELETE FROM journal_pending WHERE place NOT IN (SELECT value FROM json_each(?))', [
      places,
    ]);
    addPending(db, 'place IN (SELECT value FROM json_each(?))', places);
  });
}

const addPending = (db: Writer, which: string, cell: string | number): number =>
  run(
    db,
    `INSERT OR IGNORE INTO journal_pending (place, number, at, kind, value)
     SELECT place, number, at, kind, value FROM journal WHERE ${which}`,
    [cell],
  );

/** Entries that are not known to be stored by the channel: sales and all kinds counted, value of the sales, and their range of numbers. */
export type PendingEntries = {
  readonly entries: number;
  readonly sales: number;
  readonly value: Minor;
  readonly oldest: Instant | null;
  readonly first: number | null;
  readonly last: number | null;
};

/** How many entries the channel is not known to have. */
export const countPending = (db: Connection): number =>
  one<{ count: number }>(db, 'SELECT count(*) AS count FROM journal_pending')?.count ?? 0;

export function pendingEntries(db: Connection): PendingEntries {
  const sums = one<PendingEntries & { readonly value: number }>(
    db,
    `SELECT count(*) AS entries, count(*) FILTER (WHERE kind = 'sale') AS sales,
       coalesce(sum(value), 0) AS value, min(nullif(at, '')) AS oldest,
       min(number) AS first, max(number) AS last FROM journal_pending`,
  );
  assert(sums !== undefined, 'a sum has one row');
  return { ...sums, value: minor(sums.value) };
}

/**
 * Takes in entries of this register that the journal lacks (PROTOCOL 6.3): they are filed as they are, their sales with them, and their
 * requests become *spent*. Answers how many were new; nothing is taken in when one is not sound. Faults: entry.hash, entry.unreadable.
 */
export function adoptEntries(db: Writer, entries: readonly Entry[]): Result<number> {
  return attempt(db, () => {
    const register = readIdentity(db)?.register;
    const known = knownHashes(
      db,
      entries.map((entry) => entry.hash),
    );
    const lost = new Map<Hash, { entry: Entry; frame: EntryFrame }>();
    for (const entry of entries) {
      if (known.has(entry.hash)) continue;
      const frame = readFrame(entry);
      if (!frame.ok) return frame;
      if (frame.value.register !== register) return fail('entry.unreadable', { hash: entry.hash });
      lost.set(entry.hash, { entry, frame: frame.value });
    }
    for (const { entry, frame } of [...lost.values()].toSorted(
      (a, b) => a.frame.number - b.frame.number,
    )) {
      const read = readEntry(entry);
      const content = read.ok ? read.value : null;
      insertEntry(db, entry, frame, content);
      if (content?.body.kind === 'sale') adoptSale(db, content.body.sale, entry.hash);
    }
    return ok(lost.size);
  });
}
