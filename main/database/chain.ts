/**
 * The journal as a chain that may have forked (PROTOCOL section 6). An entry that names every head of its time covers all rows before it, so
 * while no loose row lies behind such an entry the question "what comes after it" is a range of places. Else the chain is walked back,
 * the highest number first, only as far as something is still unknown to the asker.
 */
import type { Hash } from '../../shared/identity.ts';
import { all, one, type Connection } from './statement.ts';

type Link = { readonly hash: Hash; readonly place: number; readonly number: number };

/** Rows that are neither one of some heads nor before one: all after a place, or the listed places in order of the chain. */
export type Lacking =
  | { readonly kind: 'after'; readonly place: number }
  | { readonly kind: 'places'; readonly places: readonly number[] };

/** What somebody lacks who has these heads. Heads that the journal does not know say nothing. */
export function lackingAfter(db: Connection, heads: readonly Hash[]): Lacking {
  const known = linksOf(db, heads);
  const anchor = coveringPlace(db, heads);
  const loose = one<{ place: number }>(
    db,
    'SELECT place FROM journal WHERE covers = 0 AND place > ? LIMIT 1',
    [anchor],
  );
  return loose === undefined
    ? { kind: 'after', place: anchor }
    : { kind: 'places', places: walkBack(db, known) };
}

const coveringPlace = (db: Connection, heads: readonly Hash[]): number =>
  one<{ place: number }>(
    db,
    `SELECT coalesce(max(place), 0) AS place FROM journal
     WHERE covers = 1 AND hash IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(heads)],
  )?.place ?? 0;

const linksOf = (db: Connection, hashes: readonly Hash[]): Link[] =>
  all<Link>(
    db,
    'SELECT hash, place, number FROM journal WHERE hash IN (SELECT value FROM json_each(?))',
    [JSON.stringify(hashes)],
  );

/** The heads of the journal: entries that are nobody's predecessor. Few, so they lead: else SQLite walks the whole journal for its order. */
export const headLinks = (db: Connection): Link[] =>
  all<Link>(
    db,
    `SELECT j.hash, j.place, j.number FROM journal_head h CROSS JOIN journal j ON j.hash = h.hash
     ORDER BY j.number DESC, j.place DESC`,
  );

function walkBack(db: Connection, known: readonly Link[]): number[] {
  const had = new Set(known.map((link) => link.hash));
  const queue = new Map<Hash, Link>([...headLinks(db), ...known].map((link) => [link.hash, link]));
  const byNumber = makeHeap([...queue.values()]);
  let open = [...queue.keys()].filter((hash) => !had.has(hash)).length;
  const found: Link[] = [];
  while (open > 0) {
    const link = byNumber.take();
    if (link === undefined) break;
    const isHad = had.has(link.hash);
    if (!isHad) {
      open -= 1;
      found.push(link);
    }
    for (const before of previousLinks(db, link.hash)) {
      const isQueued = queue.has(before.hash);
      if (isHad && !had.has(before.hash)) {
        had.add(before.hash);
        if (isQueued) open -= 1;
      } else if (!isQueued && !had.has(before.hash)) {
        open += 1;
      }
      if (isQueued) continue;
      queue.set(before.hash, before);
      byNumber.put(before);
    }
  }
  return found
    .toSorted((a, b) => a.number - b.number || a.place - b.place)
    .map((link) => link.place);
}

const previousLinks = (db: Connection, hash: Hash): Link[] =>
  all<Link>(
    db,
    `SELECT j.hash, j.place, j.number FROM journal_previous p JOIN journal j ON j.hash = p.previous
     WHERE p.entry = ?`,
    [hash],
  );

/** Links by number, the highest first. An entry's number is above those of its predecessors, so nothing is taken before what follows it. */
function makeHeap(links: readonly Link[]): { put(link: Link): void; take(): Link | undefined } {
  const heap: Link[] = [];
  const isAbove = (a: number, b: number): boolean => numberAt(a) > numberAt(b);
  const numberAt = (index: number): number => heap[index]?.number ?? Number.NEGATIVE_INFINITY;
  const swap = (a: number, b: number): void => {
    const [first, second] = [heap[a], heap[b]];
    if (first === undefined || second === undefined) return;
    heap[a] = second;
    heap[b] = first;
  };
  const put = (link: Link): void => {
    heap.push(link);
    for (let index = heap.length - 1; index > 0;) {
      const parent = (index - 1) >> 1;
      if (!isAbove(index, parent)) break;
      swap(index, parent);
      index = parent;
    }
  };
  const take = (): Link | undefined => {
    swap(0, heap.length - 1);
    const link = heap.pop();
    for (let index = 0; ;) {
      const child = isAbove(2 * index + 2, 2 * index + 1) ? 2 * index + 2 : 2 * index + 1;
      if (!isAbove(child, index)) break;
      swap(index, child);
      index = child;
    }
    return link;
  };
  for (const link of links) put(link);
  return { put, take };
}
