/** HAVE: what the channel has of a register's chain, read from its tables at every question (PROTOCOL section 7). */
import { z } from 'zod';
import { hash as hashSchema } from '../../shared/wire/parts.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { Have } from '../../shared/wire/journal.ts';
import type { Link } from './chain.ts';
import type { Reader } from './tables.ts';

const previousSchema = z.array(hashSchema);
export const readPrevious = (text: string): Hash[] => previousSchema.parse(JSON.parse(text));

/** At most this many lacking predecessors are named; the heads say the rest. */
const mostLacks = 100;

/** Heads are those of the standing entries, so that sending everything after them fills every gap. */
export async function haveOf(query: Reader, register: RegisterId): Promise<Have> {
  const heads = await query
    .selectFrom('link')
    .select(['number', 'hash'])
    .where('register', '=', register)
    .where('head', '=', 1)
    .orderBy('number')
    .orderBy('hash')
    .execute();
  const chain = await query
    .selectFrom('chain')
    .select('entries')
    .where('register', '=', register)
    .executeTakeFirst();
  return { heads, lacks: await lackingBefore(query, register), entries: chain?.entries ?? 0 };
}

/** Entries that wait for a predecessor. */
export async function waitingLinks(query: Reader, register: RegisterId): Promise<Link[]> {
  const rows = await query
    .selectFrom('link')
    .select(['hash', 'number', 'previous'])
    .where('register', '=', register)
    .where('standing', '=', 0)
    .execute();
  return rows.map((row) => ({ ...row, previous: readPrevious(row.previous) }));
}

/** Every link of the register's chain. */
export async function allLinks(query: Reader, register: RegisterId): Promise<Link[]> {
  const rows = await query
    .selectFrom('link')
    .select(['hash', 'number', 'previous'])
    .where('register', '=', register)
    .execute();
  return rows.map((row) => ({ ...row, previous: readPrevious(row.previous) }));
}

async function lackingBefore(query: Reader, register: RegisterId): Promise<Hash[]> {
  const waiting = await waitingLinks(query, register);
  const here = new Set(waiting.map((link) => link.hash));
  const asked = [...new Set(waiting.flatMap((link) => link.previous))].filter(
    (hash) => !here.has(hash),
  );
  const known = await knownHashes(query, register, asked);
  return asked.filter((hash) => !known.has(hash)).slice(0, mostLacks);
}

const mostAtOnce = 400;

/** Which of the hashes are filed in the register's chain, and whether they stand. */
export async function knownHashes(
  query: Reader,
  register: RegisterId,
  hashes: readonly Hash[],
): Promise<Map<Hash, boolean>> {
  const known = new Map<Hash, boolean>();
  for (let from = 0; from < hashes.length; from += mostAtOnce) {
    const rows = await query
      .selectFrom('link')
      .select(['hash', 'standing'])
      .where('register', '=', register)
      .where('hash', 'in', hashes.slice(from, from + mostAtOnce))
      .execute();
    for (const row of rows) known.set(row.hash, row.standing === 1);
  }
  return known;
}
