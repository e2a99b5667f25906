/** Nothing missing: walks a register's entries of a period as they are stored, number by number and hash by hash. */
import type { Kysely } from 'kysely';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { isEntryIntact } from '../../shared/entry.ts';
import type { Hash, Instant, RegisterId } from '../../shared/identity.ts';
import { entryFrameSchema } from '../../shared/wire/entry.ts';
import type { ChainFlawKind, ChainProof, ChainQuery } from '../../shared/wire/registerlist.ts';
import { instant } from '../../shared/wire/parts.ts';
import type { Headquarters } from './headquarters.ts';
import { wordOf } from './registerrows.ts';
import type { EntryTable, Tables } from './tables.ts';

const frameSchema = entryFrameSchema.extend({ at: instant });
const pageRows = 500;
const mostFlaws = 100;

/** An entry as it is stored, with what its text says of itself; `frame` null when that cannot be read or is not what was sealed. */
export type ChainLink = {
  readonly row: EntryTable;
  readonly frame: { readonly number: number; readonly previous: readonly Hash[] } | null;
  readonly at: Instant | null;
};

function linkOf(row: EntryTable): ChainLink {
  const intact = isEntryIntact({ hash: row.hash, content: row.content });
  const read = intact ? frameSchema.safeParse(parsed(row.content)) : null;
  if (read?.success !== true) return { row, frame: null, at: null };
  const { register, number, previous, at } = read.data;
  return { row, frame: register === row.register ? { number, previous } : null, at };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Entries that the register made from `from` until before `until`, in the order of its chain. Numbers grow with time, so the first one is found by halving. */
export async function* chainLinks(
  db: Kysely<Tables>,
  { register, from, until }: ChainQuery,
): AsyncGenerator<ChainLink> {
  let after = { number: await firstSince(db, register, from), hash: '' };
  for (;;) {
    const rows = await db
      .selectFrom('entry')
      .selectAll()
      .where('register', '=', register)
      .where((where) =>
        where.or([
          where('number', '>', after.number),
          where.and([where('number', '=', after.number), where('hash', '>', after.hash)]),
        ]),
      )
      .orderBy('number')
      .orderBy('hash')
      .limit(pageRows)
      .execute();
    for (const row of rows) {
      const link = linkOf(row);
      if (link.at !== null && link.at >= until) return;
      yield link;
    }
    const last = rows.at(-1);
    if (rows.length < pageRows || last === undefined) return;
    after = last;
  }
}

/** The smallest number whose entry was made at or after the instant. */
async function firstSince(
  db: Kysely<Tables>,
  register: RegisterId,
  from: Instant,
): Promise<number> {
  const nextOf = (number: number) =>
    db
      .selectFrom('entry')
      .selectAll()
      .where('register', '=', register)
      .where('number', '>=', number)
      .orderBy('number')
      .limit(1)
      .executeTakeFirst();
  let low = 1;
  let high = (await newestNumber(db, register)) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = await nextOf(middle);
    const at = row === undefined ? null : linkOf(row).at;
    if (row !== undefined && at !== null && at < from) low = row.number + 1;
    else high = middle;
  }
  return low;
}

async function newestNumber(db: Kysely<Tables>, register: RegisterId): Promise<number> {
  const row = await db
    .selectFrom('entry')
    .select('number')
    .where('register', '=', register)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** Proves a period of a register. Fault: device.unknown. */
export async function proveChain(
  headquarters: Headquarters,
  query: ChainQuery,
): Promise<Result<ChainProof>> {
  const db = headquarters.db.query;
  const { register, from, until } = query;
  const known = await db
    .selectFrom('register')
    .select('name')
    .where('id', '=', register)
    .executeTakeFirst();
  if (!known) return fail('device.unknown', { register });
  const found: ChainProof['flaws'][number][] = [];
  let flawed = 0;
  const note = (kind: ChainFlawKind, number: number, hash: Hash | null): void => {
    flawed += 1;
    if (found.length < mostFlaws) found.push({ kind, number, hash });
  };
  let [first, last, entries, seal] = [null as number | null, 0, 0, null as Hash | null];
  let before: ReadonlySet<Hash> = new Set();
  let here = new Set<Hash>();
  for await (const { row, frame } of chainLinks(db, query)) {
    if (first === null) {
      first = row.number;
      last = row.number - 1;
      here = await hashesAt(db, register, last);
    }
    for (let number = last + 1; number < row.number; number += 1) note('missing', number, null);
    if (row.number === last) note('twice', row.number, row.hash);
    else {
      before = row.number === last + 1 ? here : new Set();
      here = new Set();
    }
    here.add(row.hash);
    if (frame === null || frame.number !== row.number) note('damaged', row.number, row.hash);
    else if (!isLinked(frame.previous, row.number, before)) note('unlinked', row.number, row.hash);
    if (row.state !== 'posted') note(row.state, row.number, row.hash);
    [last, entries, seal] = [row.number, entries + 1, row.hash];
  }
  const received = await newestNumber(db, register);
  const head = await namedHead(db, register);
  // What the register has beyond the newest entry here may be of this period, unless a later entry is here.
  if (last === received || first === null)
    for (let number = received + 1; number <= (head ?? 0); number += 1)
      note('missing', number, null);
  return ok({
    ...{ register, registerName: known.name, from, until },
    ...{ first, last: first === null ? null : last, entries, head, received, seal },
    ...{ whole: flawed === 0, flaws: found, flawed },
  });
}

/** The first entry follows none; every other one names one that stands directly before it. */
const isLinked = (previous: readonly Hash[], number: number, before: ReadonlySet<Hash>): boolean =>
  number === 1 ? previous.length === 0 : previous.some((hash) => before.has(hash));

async function hashesAt(
  db: Kysely<Tables>,
  register: RegisterId,
  number: number,
): Promise<Set<Hash>> {
  const rows = await db
    .selectFrom('entry')
    .select('hash')
    .where('register', '=', register)
    .where('number', '=', number)
    .execute();
  return new Set(rows.map((row) => row.hash));
}

async function namedHead(db: Kysely<Tables>, register: RegisterId): Promise<number | null> {
  const row = await db
    .selectFrom('register')
    .select(['status_json', 'head_number'])
    .where('id', '=', register)
    .executeTakeFirst();
  return row === undefined ? null : wordOf(row).head || null;
}
