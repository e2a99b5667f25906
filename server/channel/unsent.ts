/** Which entries a receiver lacks, by its HAVE. */
import type { RegisterId } from '../../shared/identity.ts';
import type { Have } from '../../shared/wire/journal.ts';
import { after, type Link } from './chain.ts';
import { allLinks, knownHashes, readPrevious } from './have.ts';
import type { Reader } from './tables.ts';

/**
 * The standing entries of the register that the receiver lacks, in order. Heads that the channel does not know say nothing. A chain
 * without branches, the common case, is answered from the number of its head, at most `most` entries at a time.
 */
export async function unsentLinks(
  query: Reader,
  register: RegisterId,
  { heads, lacks }: Pick<Have, 'heads' | 'lacks'>,
  most: number,
): Promise<Link[]> {
  const chain = await query
    .selectFrom('chain')
    .selectAll()
    .where('register', '=', register)
    .executeTakeFirst();
  if (!chain) return [];
  if (chain.branched === 0 && heads.length <= 1 && lacks.length === 0) {
    const head = heads[0];
    if (await knowsHeads(query, register, heads))
      return linksAfter(query, register, head?.number ?? 0, most);
  }
  const standing = await query
    .selectFrom('link')
    .select('hash')
    .where('register', '=', register)
    .where('standing', '=', 1)
    .execute();
  const stands = new Set(standing.map((row) => row.hash));
  const links = await allLinks(query, register);
  return after(
    links,
    heads.map((head) => head.hash),
    lacks,
  ).filter((link) => stands.has(link.hash));
}

/** Whether all of the heads stand in the register's chain here. */
export async function knowsHeads(
  query: Reader,
  register: RegisterId,
  heads: Have['heads'],
): Promise<boolean> {
  const known = await knownHashes(
    query,
    register,
    heads.map((head) => head.hash),
  );
  return heads.every((head) => known.get(head.hash) === true);
}

async function linksAfter(
  query: Reader,
  register: RegisterId,
  number: number,
  most: number,
): Promise<Link[]> {
  const rows = await query
    .selectFrom('link')
    .select(['hash', 'number', 'previous'])
    .where('register', '=', register)
    .where('standing', '=', 1)
    .where('number', '>', number)
    .orderBy('number')
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...row, previous: readPrevious(row.previous) }));
}
