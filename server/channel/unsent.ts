/** Which entries a receiver lacks, by its HAVE. */
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { Have } from '../../shared/wire/journal.ts';
import { after, inOrder, type Link } from './chain.ts';
import { together } from '../database/pipeline.ts';
import { allLinks, filedAmong, knownHashes, linksIn, standingIn } from './have.ts';
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
  const last = heads[0]?.number ?? 0;
  const [chains, filed, rest] = await together(
    query,
    query.selectFrom('chain').select('branched').where('register', '=', register),
    filedAmong(
      query,
      register,
      heads.map(({ hash }) => hash),
    ),
    linksAfter(query, register, last, most),
  );
  const chain = chains[0];
  if (!chain) return [];
  const isStraight = chain.branched === 0 && heads.length <= 1 && lacks.length === 0;
  if (isStraight && hasAll(standingIn(filed), heads)) return linksIn(rest);
  const near = lacks.length === 0 ? await linksBetween(query, register, heads) : null;
  if (near !== null) return near;
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

/** So many steps back from the newest entries are looked at before the whole chain is. */
const mostSteps = 64;

/**
 * What lies between the channel's heads and the receiver's, found by going back step by step; null when the way does not end at the
 * receiver's heads soon. A branched chain needs no more than this while its register sells on: heads are never before each other, so an
 * entry from which every way leads back to one of them cannot be before another.
 */
async function linksBetween(
  query: Reader,
  register: RegisterId,
  heads: Have['heads'],
): Promise<Link[] | null> {
  const had = new Set(heads.map((head) => head.hash));
  const own = await query
    .selectFrom('link')
    .select('hash')
    .where('register', '=', register)
    .where('head', '=', 1)
    .execute();
  const between = new Map<Hash, Link>();
  let open = own.map((row) => row.hash).filter((hash) => !had.has(hash));
  for (let step = 0; open.length > 0; step += 1) {
    if (step === mostSteps || open.length > mostSteps) return null;
    const rows = await query
      .selectFrom('link')
      .select(['hash', 'number', 'previous'])
      .where('register', '=', register)
      .where('hash', 'in', open)
      .execute();
    const links = linksIn(rows);
    if (links.some((link) => link.previous.length === 0)) return null;
    for (const link of links) between.set(link.hash, link);
    const before = new Set(links.flatMap((link) => link.previous));
    open = [...before].filter((hash) => !had.has(hash) && !between.has(hash));
  }
  return inOrder([...between.values()]);
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
  return hasAll(known, heads);
}

const hasAll = (known: ReadonlyMap<Hash, boolean>, heads: Have['heads']): boolean =>
  heads.every((head) => known.get(head.hash) === true);

const linksAfter = (query: Reader, register: RegisterId, number: number, most: number) =>
  query
    .selectFrom('link')
    .select(['hash', 'number', 'previous'])
    .where('register', '=', register)
    .where('standing', '=', 1)
    .where('number', '>', number)
    .orderBy('number')
    .limit(most);
