/** HAVE: what the channel has of a register's chain, read from its tables at every question (PROTOCOL section 7). */
import type { Compilable } from 'kysely';
import { z } from 'zod';
import { hash as hashSchema } from '../../shared/wire/parts.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { Have } from '../../shared/wire/journal.ts';
import type { Head } from '../../shared/entry.ts';
import { together } from '../database/pipeline.ts';
import { among } from '../database/rows.ts';
import type { Link } from './chain.ts';
import type { ChannelTables, Reader } from './tables.ts';

const previousSchema = z.array(hashSchema);
const readPrevious = (text: string): Hash[] => previousSchema.parse(JSON.parse(text));

/** At most this many lacking predecessors are named; the heads say the rest. */
const mostLacks = 100;

/** Heads are those of the standing entries, so that sending everything after them fills every gap. */
export async function haveOf(query: Reader, register: RegisterId): Promise<Have> {
  const [heads, chains, waiting] = await together(
    query,
    headsOf(query, register),
    query.selectFrom('chain').select('entries').where('register', '=', register),
    waitingOf(query, register),
  );
  return {
    heads,
    lacks: await lackingBefore(query, register, linksIn(waiting)),
    entries: chains[0]?.entries ?? 0,
  };
}

/** Asks for the heads of the register's chain. */
export const headsOf = (query: Reader, register: RegisterId): Compilable<Head> =>
  query
    .selectFrom('link')
    .select(['number', 'hash'])
    .where('register', '=', register)
    .where('head', '=', 1)
    .orderBy('number')
    .orderBy('hash');

type LinkRow = Pick<ChannelTables['link'], 'hash' | 'number' | 'previous'>;
export const linksIn = (rows: readonly LinkRow[]): Link[] =>
  rows.map((row) => ({ ...row, previous: readPrevious(row.previous) }));

/** Asks for the entries that wait for a predecessor. */
export const waitingOf = (query: Reader, register: RegisterId): Compilable<LinkRow> =>
  query
    .selectFrom('link')
    .select(['hash', 'number', 'previous'])
    .where('register', '=', register)
    .where('standing', '=', 0);

/** Every link of the register's chain. */
export async function allLinks(query: Reader, register: RegisterId): Promise<Link[]> {
  const rows = await query
    .selectFrom('link')
    .select(['hash', 'number', 'previous'])
    .where('register', '=', register)
    .execute();
  return linksIn(rows);
}

async function lackingBefore(
  query: Reader,
  register: RegisterId,
  waiting: readonly Link[],
): Promise<Hash[]> {
  if (waiting.length === 0) return [];
  const here = new Set(waiting.map((link) => link.hash));
  const asked = [...new Set(waiting.flatMap((link) => link.previous))].filter(
    (hash) => !here.has(hash),
  );
  const known = await knownHashes(query, register, asked);
  return asked.filter((hash) => !known.has(hash)).slice(0, mostLacks);
}

type Filed = Pick<ChannelTables['link'], 'hash' | 'standing'>;

/** Asks which of the hashes are filed in the register's chain, and whether they stand. */
export const filedAmong = (
  query: Reader,
  register: RegisterId,
  hashes: readonly Hash[],
): Compilable<Filed> =>
  query
    .selectFrom('link')
    .select(['hash', 'standing'])
    .where('register', '=', register)
    .where(among(query, 'hash', hashes));

export const standingIn = (rows: readonly Filed[]): Map<Hash, boolean> =>
  new Map(rows.map((row) => [row.hash, row.standing === 1]));

/** Which of the hashes are filed in the register's chain, and whether they stand. */
export async function knownHashes(
  query: Reader,
  register: RegisterId,
  hashes: readonly Hash[],
): Promise<Map<Hash, boolean>> {
  if (hashes.length === 0) return new Map();
  const [rows] = await together(query, filedAmong(query, register, hashes));
  return standingIn(rows);
}
