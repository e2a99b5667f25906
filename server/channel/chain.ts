/**
 * A register's chain as a receiver knows it: which entries stand on a complete past, which heads they have, what is lacking. Pure.
 * An entry is *standing* when all entries before it are here; only standing entries are told in HAVE, so that a sender who sends
 * everything after the heads sends everything that is lacking (PROTOCOL sections 2 and 6).
 */
import type { Hash } from '../../shared/identity.ts';

export type Link = {
  readonly hash: Hash;
  readonly number: number;
  readonly previous: readonly Hash[];
};

/** What changes when entries arrive: which entries now stand, which of them are heads, which older heads are heads no more. */
export type Growth = {
  readonly standing: ReadonlySet<Hash>;
  readonly heads: ReadonlySet<Hash>;
  readonly covered: ReadonlySet<Hash>;
};

/**
 * Grows a chain. `arrived`: new entries and those that waited for a predecessor; `stands`: whether an entry known before stands.
 * Work is linear in the number of links.
 */
export function grow(arrived: readonly Link[], stands: (hash: Hash) => boolean): Growth {
  const waiting = new Map(arrived.map((link) => [link.hash, link]));
  const followers = new Map<Hash, Hash[]>();
  const open = new Map<Hash, number>();
  const ready: Link[] = [];
  for (const link of arrived) {
    const lacking = [...new Set(link.previous)].filter((hash) => !stands(hash));
    open.set(link.hash, lacking.length);
    for (const hash of lacking) followers.set(hash, [...(followers.get(hash) ?? []), link.hash]);
    if (lacking.length === 0) ready.push(link);
  }
  const standing = new Set<Hash>();
  const covered = new Set<Hash>();
  for (let link = ready.pop(); link; link = ready.pop()) {
    standing.add(link.hash);
    for (const hash of link.previous) covered.add(hash);
    for (const hash of followers.get(link.hash) ?? []) {
      const left = (open.get(hash) ?? 0) - 1;
      open.set(hash, left);
      const follower = waiting.get(hash);
      if (left === 0 && follower) ready.push(follower);
    }
  }
  return { standing, heads: new Set([...standing].filter((hash) => !covered.has(hash))), covered };
}

/**
 * The links that a receiver lacks who has these heads and names these entries as lacking: those that are neither a head nor before one,
 * where the way down from a head ends at an entry that is lacking. In an order in which each comes after those before it.
 */
export function after(
  links: readonly Link[],
  heads: readonly Hash[],
  lacks: readonly Hash[] = [],
): Link[] {
  const byHash = new Map(links.map((link) => [link.hash, link]));
  const lacking = new Set(lacks);
  const had = new Set<Hash>();
  const walk = heads.filter((hash) => byHash.has(hash));
  for (let hash = walk.pop(); hash !== undefined; hash = walk.pop()) {
    if (had.has(hash) || lacking.has(hash)) continue;
    had.add(hash);
    walk.push(...(byHash.get(hash)?.previous ?? []));
  }
  return inOrder(links.filter((link) => !had.has(link.hash)));
}

/** By number, which grows along every chain; the hash settles ties between branches, so that the order is always the same. */
export const inOrder = (links: readonly Link[]): Link[] =>
  links.toSorted((a, b) => a.number - b.number || (a.hash < b.hash ? -1 : 1));
