/**
 * A portion of a register's entries, stored and posted in one transaction (docs/decisions/0013-portions.md). Each is posted as if it were
 * alone: what is out of the ordinary is only stored, and posted by itself afterwards.
 */
import { isEntryIntact, type Entry, type EntryContent } from '../../shared/entry.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import { readEntry, readFrame, type EntryFrame } from '../../shared/wire/entry.ts';
import { together } from '../database/pipeline.ts';
import { among } from '../database/rows.ts';
import { storable } from '../database/text.ts';
import { looksBack, postContent, saleOf, usesIn } from './content.ts';
import { takeEntry } from './entry.ts';
import { mendLinks } from './entrylinks.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { lockingInstruments } from './instruments.ts';
import { concernedLocks, factsFor, factsOf, knownFrom } from './known.ts';
import { lockingRegisters } from './locks.ts';
import { noRows, writeRows, type Posting } from './postedrows.ts';
import { checkShift } from './shifts.ts';
import type { EntryState, EntryTable, RegisterTable } from './tables.ts';
import { instrumentKeys, type Use } from './uses.ts';

/** Entries of a portion: so many hold the locks of their cards for a tenth of a second. */
export const mostOfPortion = 100;

/** An entry as it is known before the transaction. `content`: null when it is not to be posted together with others. */
type Read = {
  readonly entry: Entry;
  readonly frame:
    | (Readonly<Pick<EntryFrame, 'register' | 'number'>> & { readonly previous: readonly Hash[] })
    | null;
  readonly content: EntryContent | null;
  readonly uses: readonly Use[];
};
type Before = {
  readonly register: RegisterTable;
  /** States of the portion's entries and of their predecessors, where they are stored. */
  readonly states: ReadonlyMap<Hash, EntryState>;
  /** Entries of the portion that stored ones name as their predecessor. */
  readonly awaited: ReadonlySet<Hash>;
  /** Entries that a person has repaired. */
  readonly repaired: ReadonlySet<Hash>;
};

/** `posted`: how many of the portion this message posted; `fresh`: how many it stored. `failed`: by a bug none could be, and they were only stored. */
export type Taken = {
  readonly posted: number;
  readonly fresh: number;
  readonly failed: boolean;
};

/** Stores what is new of the portion and, where it may, posts what can be posted. Undefined for a register that is not known. */
export async function takePortion(
  headquarters: Headquarters,
  register: RegisterId,
  entries: readonly Entry[],
  mayPost: boolean,
): Promise<Taken | undefined> {
  const portion = [...new Map(entries.map((entry) => [entry.hash, entry])).values()].map((entry) =>
    read(headquarters, register, entry, mayPost),
  );
  return headquarters.db.transaction((act) => inTransaction(headquarters, act, register, portion));
}

function read(
  headquarters: Headquarters,
  register: RegisterId,
  entry: Entry,
  mayPost: boolean,
): Read {
  const nothing = { entry, frame: null, content: null, uses: [] };
  if (!isEntryIntact(entry) || storable(entry.content) !== entry.content) return nothing;
  const whole = mayPost ? readEntry(entry) : undefined;
  const frame = whole?.ok ? whole : readFrame(entry);
  if (!frame.ok || frame.value.register !== register) return nothing;
  const content = whole?.ok && !looksBack(whole.value) ? whole.value : null;
  return {
    entry,
    frame: frame.value,
    content,
    uses: content === null ? [] : usesIn(headquarters, content),
  };
}

async function inTransaction(
  headquarters: Headquarters,
  act: Act,
  id: RegisterId,
  portion: readonly Read[],
): Promise<Taken | undefined> {
  const hashes = portion.map(({ entry }) => entry.hash);
  const parents = portion.flatMap(({ frame }) => frame?.previous ?? []);
  const uses = portion.flatMap((one) => one.uses);
  const requests = uses.map((use) => use.request);
  const [registers, known, links, repairs, recorded] = await together(
    act,
    lockingRegisters(act, [id]),
    act
      .selectFrom('entry')
      .select(['hash', 'state'])
      .where('register', '=', id)
      .where(among(act, 'hash', [...hashes, ...parents])),
    act
      .selectFrom('entry_link')
      .select('parent')
      .where('register', '=', id)
      .where(among(act, 'parent', hashes)),
    act
      .selectFrom('repair')
      .select('entry')
      .where('register', '=', id)
      .where(among(act, 'entry', hashes)),
    concernedLocks(act, requests, []),
  );
  const register = registers[0];
  if (register === undefined) return undefined;
  const before: Before = {
    register,
    states: new Map(known.map((row) => [row.hash, row.state])),
    awaited: new Set(links.map((row) => row.parent)),
    repaired: new Set(repairs.map((row) => row.entry)),
  };
  const posting = await preparePosting(act, before, portion, [
    ...instrumentKeys(uses),
    ...recorded.flatMap((lock) => [lock.instrument ?? [], lock.reserved_key ?? []].flat()),
  ]);
  const posted = await fill(headquarters, act, before, portion, posting);
  const fresh = portion.filter(
    ({ entry, frame }) => frame !== null && !before.states.has(entry.hash),
  );
  const previous = new Set(fresh.flatMap(({ frame }) => frame?.previous ?? []));
  await mendLinks(act, register.id, {
    covered: [...previous].filter((hash) => before.states.has(hash)),
    found: fresh.map(({ entry }) => entry.hash).filter((hash) => before.awaited.has(hash)),
  });
  await writeRows(act, posting);
  for (const shift of posting.closed) await checkShift(headquarters, act, register, shift);
  // What cannot be read or stands there damaged finds its place one by one.
  let stored = posting.rows.entries.length;
  for (const { entry, frame } of portion)
    if (frame === null || isApart(before, entry.hash))
      stored += (await takeEntry(headquarters, act, id, entry)) ? 1 : 0;
  return { posted, fresh: stored, failed: false };
}

/** It is set aside, or a person has repaired it: its text is not what counts. */
const isApart = ({ states, repaired }: Before, hash: Hash): boolean =>
  states.get(hash) === 'parked' || repaired.has(hash);

type Prepared = Posting & {
  /** Numbers, sales and receipts that are posted already, or of which something came back. */
  readonly met: {
    readonly numbers: Set<number>;
    readonly sales: Set<string>;
    readonly receipts: ReadonlySet<string>;
  };
  /** Shifts of the portion that are closed already. */
  readonly closed: readonly string[];
};

async function preparePosting(
  act: Act,
  { register, states }: Before,
  portion: readonly Read[],
  keys: readonly Hash[],
): Promise<Prepared> {
  const contents = portion.flatMap(({ content }) => content ?? []);
  const sales = contents.flatMap((content) => saleOf(content) ?? []);
  const requests = portion.flatMap((one) => one.uses.map((use) => use.request));
  const [instruments, locks, told, twins, returned, closed] = await together(
    act,
    lockingInstruments(act, keys),
    concernedLocks(act, requests, keys),
    factsFor(act, [register.id]),
    act
      .selectFrom('entry')
      .select(['number', 'sale'])
      .where('register', '=', register.id)
      .where('state', '=', 'posted')
      .where((where) =>
        where.or([
          among(
            act,
            'number',
            contents.map(({ number }) => number),
          ),
          among(
            act,
            'sale',
            sales.map((sale) => sale.id),
          ),
        ]),
      ),
    act
      .selectFrom('returned_line')
      .select('receipt')
      .where('store', '=', register.store)
      .where(
        among(
          act,
          'receipt',
          sales.map((sale) => sale.receipt),
        ),
      ),
    act
      .selectFrom('shift')
      .select('id')
      .where('register', '=', register.id)
      .where('closed_json', 'is not', null)
      .where(among(act, 'id', [...new Set(sales.flatMap((sale) => sale.shift ?? []))])),
  );
  return {
    register,
    facts: factsOf(told[0]),
    known: knownFrom(keys, requests, instruments, locks),
    rows: noRows(),
    fresh: new Set(
      portion.flatMap(({ entry: { hash }, frame }) =>
        frame === null || states.has(hash) ? [] : [hash],
      ),
    ),
    alone: false,
    met: {
      numbers: new Set(twins.map((row) => row.number)),
      sales: new Set(twins.flatMap((row) => row.sale ?? [])),
      receipts: new Set(returned.map((row) => row.receipt)),
    },
    closed: closed.map((row) => row.id),
  };
}

/** Posts what can be posted and keeps the rest waiting. Answers how many were posted. */
async function fill(
  headquarters: Headquarters,
  act: Act,
  before: Before,
  portion: readonly Read[],
  posting: Prepared,
): Promise<number> {
  const { register, states, awaited } = before;
  const done = new Set<Hash>();
  const named = new Set(portion.flatMap(({ frame }) => frame?.previous ?? []));
  const now = headquarters.clock.now();
  const isPast = (hash: Hash): boolean =>
    done.has(hash) || ['posted', 'parked'].includes(states.get(hash) ?? '');
  for (const one of portion) {
    const { entry, frame } = one;
    const state = states.get(entry.hash);
    if (frame === null || (state !== undefined && state !== 'waiting')) continue;
    const row: EntryTable = {
      hash: entry.hash,
      register: register.id,
      number: frame.number,
      content: entry.content,
      state: 'waiting',
      is_head: named.has(entry.hash) || awaited.has(entry.hash) ? 0 : 1,
      sale: null,
      receipt: null,
      total: null,
      received_at: now,
      posted_at: null,
    };
    if (!isApart(before, entry.hash) && isOrdinary(one, posting) && frame.previous.every(isPast)) {
      const { content, uses } = one;
      await postContent(headquarters, act, posting, { entry: row, content, uses, extent: 'whole' });
      done.add(entry.hash);
    } else if (state === undefined) posting.rows.entries.push(row);
    if (state === undefined)
      for (const parent of new Set(frame.previous)) {
        const isHere = states.has(parent) || posting.fresh.has(parent);
        const link = { child: entry.hash, parent, register: register.id };
        posting.rows.links.push({ ...link, missing: isHere ? 0 : 1 });
      }
  }
  return done.size;
}

/** Whether the entry can be posted together with others: nobody has its number or its sale, and nothing of it came back. */
function isOrdinary(
  one: Read,
  { facts, met }: Prepared,
): one is Read & { readonly content: EntryContent } {
  if (one.content === null || facts.recovering) return false;
  const sale = saleOf(one.content);
  const isMet =
    met.numbers.has(one.content.number) ||
    (sale !== null && (met.sales.has(sale.id) || met.receipts.has(sale.receipt)));
  if (isMet) return false;
  met.numbers.add(one.content.number);
  if (sale !== null) met.sales.add(sale.id);
  return true;
}
