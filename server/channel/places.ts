/** Where the entries of a page take their place in their register's chain, and what is there before them. */
import type { Transaction } from 'kysely';
import type { Entry } from '../../shared/entry.ts';
import { assert } from '../../shared/fault.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { EntryFrame } from '../../shared/wire/entry.ts';
import { later, together } from '../database/pipeline.ts';
import { among, insertRows } from '../database/rows.ts';
import { grow, inOrder, type Growth, type Link } from './chain.ts';
import { filedAmong, headsOf, knownHashes, linksIn, standingIn, waitingOf } from './have.ts';
import type { ChannelTables } from './tables.ts';

type Writer = Transaction<ChannelTables>;
/** An entry that was looked into. `frame`: null where it cannot be read or is another register's. */
export type Seen = Entry & { readonly intact: boolean; readonly frame: EntryFrame | null };

/** What is there before the page: of its entries and of those before them, of the chain, and what waits. */
export type Before = {
  readonly chain: ChannelTables['chain'];
  readonly known: ReadonlyMap<Hash, boolean>;
  readonly head: Hash | undefined;
  readonly waiting: readonly Link[];
};

/** Locks the chain first: two pages of one register at once wait for each other. */
export async function readBefore(
  writer: Writer,
  register: RegisterId,
  page: readonly Seen[],
): Promise<Before> {
  const hashes = new Set(page.flatMap(({ hash, frame }) => [hash, ...(frame?.previous ?? [])]));
  const [chains, filed, heads, rows] = await together(
    writer,
    writer
      .insertInto('chain')
      .values({ register, entries: 0, standing: 0, highest: 0, branched: 0 })
      .onConflict((conflict) => conflict.column('register').doUpdateSet({ register }))
      .returningAll(),
    filedAmong(writer, register, [...hashes]),
    headsOf(writer, register),
    waitingOf(writer, register),
  );
  const chain = chains[0];
  assert(chain !== undefined, 'the row of a chain is there once it is locked');
  const known = standingIn(filed);
  const waiting = linksIn(rows);
  const further = waiting.flatMap(({ previous }) => previous).filter((hash) => !hashes.has(hash));
  for (const [hash, stands] of await knownHashes(writer, register, [...new Set(further)]))
    known.set(hash, stands);
  return { chain, known, head: heads[0]?.hash, waiting };
}

/** Gives what is filed now its place in the chain, and what stood waiting for it. */
export async function fileLinks(
  writer: Writer,
  register: RegisterId,
  page: readonly Seen[],
  filed: readonly Seen[],
  { chain, known, head, waiting }: Before,
): Promise<void> {
  const arrived = placed(page, new Set(filed.map((entry) => entry.hash)), chain.highest);
  const growth = grow([...arrived, ...waiting], (hash) => known.get(hash) === true);
  await writeLinks(writer, register, arrived, waiting, growth);
  const risen = inOrder([...arrived, ...waiting].filter((link) => growth.standing.has(link.hash)));
  const straight = chain.branched === 0 && isStraight(risen, chain.standing, head);
  await later(
    writer,
    writer
      .updateTable('chain')
      .set({
        entries: chain.entries + arrived.length,
        standing: chain.standing + growth.standing.size,
        highest: Math.max(chain.highest, risen.at(-1)?.number ?? 0),
        branched: straight ? 0 : 1,
      })
      .where('register', '=', register),
  );
}

/** Whether the entries simply go on: each with the next number, each right after the one before it. */
function isStraight(risen: readonly Link[], count: number, last: Hash | undefined): boolean {
  return risen.every((link, index) => {
    const before = index === 0 ? last : risen[index - 1]?.hash;
    const follows =
      before === undefined ? link.previous.length === 0 : link.previous.includes(before);
    return link.number === count + index + 1 && follows;
  });
}

/** Where each entry belongs. One that cannot be read stands by itself, with the number after the entry that was sent before it. */
function placed(page: readonly Seen[], filed: ReadonlySet<Hash>, highest: number): Link[] {
  const links: Link[] = [];
  let last = highest;
  for (const { hash, frame } of page) {
    const link =
      frame === null
        ? { hash, number: last + 1, previous: [] }
        : { hash, number: frame.number, previous: frame.previous };
    last = link.number;
    if (filed.has(hash)) links.push(link);
  }
  return links;
}

async function writeLinks(
  writer: Writer,
  register: RegisterId,
  arrived: readonly Link[],
  waiting: readonly Link[],
  growth: Growth,
): Promise<void> {
  const flags = (hash: Hash): { standing: number; head: number } => ({
    standing: growth.standing.has(hash) ? 1 : 0,
    head: growth.heads.has(hash) ? 1 : 0,
  });
  const rows = arrived.map((link) => ({
    register,
    hash: link.hash,
    number: link.number,
    previous: JSON.stringify(link.previous),
    ...flags(link.hash),
  }));
  if (rows.length > 0) await insertRows(writer, 'link', rows);
  const risen = waiting.filter((link) => growth.standing.has(link.hash));
  for (const link of risen) {
    await writer
      .updateTable('link')
      .set(flags(link.hash))
      .where('register', '=', register)
      .where('hash', '=', link.hash)
      .execute();
  }
  const covered = [...growth.covered].filter((hash) => !growth.standing.has(hash));
  if (covered.length === 0) return;
  await later(
    writer,
    writer
      .updateTable('link')
      .set({ head: 0 })
      .where('register', '=', register)
      .where(among(writer, 'hash', covered))
      .where('head', '=', 1),
  );
}
