/**
 * Portions of registers' entries, stored and posted in one transaction (docs/decisions/0013-portions.md). Each is posted as if it were
 * alone: what is out of the ordinary is only stored, and posted by itself afterwards.
 */
import type { Entry, EntryContent } from '../../shared/entry.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import { isDatabaseDown } from '../database/conflict.ts';
import { gatheringOf } from '../database/gathering.ts';
import { together } from '../database/pipeline.ts';
import { postContent, saleOf } from './content.ts';
import { takeEntry } from './entry.ts';
import { mendLinks, placesOf, type Moved, type Place } from './entrylinks.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { lockingInstruments } from './instruments.ts';
import { concernedLocks, factsFor, factsOf, knownFrom } from './known.ts';
import { lockingRegisters, type LockedRegister } from './locks.ts';
import { noRows, writeRows, type Posting } from './postedrows.ts';
import { readForPosting, type Read } from './reading.ts';
import { checkShift } from './shifts.ts';
import type { EntryState, EntryTable } from './tables.ts';
import { twinsOf } from './twins.ts';
import { instrumentKeys } from './uses.ts';

/** Entries of a portion: so many hold the locks of their cards for a tenth of a second. */
export const mostOfPortion = 100;

type Before = {
  readonly register: LockedRegister;
  readonly portion: readonly Read[];
  /** States of the portion's entries and of their predecessors, where they are stored. */
  readonly states: ReadonlyMap<Hash, EntryState>;
  /** Entries of the portion that stored ones name as their predecessor. */
  readonly awaited: ReadonlySet<Hash>;
  /** Entries that a person has repaired. */
  readonly repaired: ReadonlySet<Hash>;
  /** Entries that have come damaged. */
  readonly damaged: ReadonlySet<Hash>;
};

/** `posted`: how many of the portion this message posted; `fresh`: how many it stored. `failed`: by a bug none could be, and they were only stored. */
export type Taken = {
  readonly posted: number;
  readonly fresh: number;
  readonly failed: boolean;
};

/** A register's portion as it is known before the transaction. */
type Page = { readonly register: RegisterId; readonly portion: readonly Read[] };

/** Portions of different registers that arrive together go in one transaction, two of these at once (docs/decisions/0016-taken-together.md). */
const pagesOf = gatheringOf<Headquarters, Page, Taken | 'unknown'>((headquarters) => ({
  atOnce: 2,
  most: mostOfPortion,
  sizeOf: ({ portion }) => Math.max(1, portion.length),
  markOf: ({ register }) => register,
  work: (pages) => headquarters.db.transaction((act) => takeAll(headquarters, act, pages)),
  isCommon: isDatabaseDown,
}));

/** Stores what is new of the portion and, where it may, posts what can be posted. Undefined for a register that is not known. */
export async function takePortion(
  headquarters: Headquarters,
  register: RegisterId,
  entries: readonly Entry[],
  mayPost: boolean,
): Promise<Taken | undefined> {
  const portion = [...new Map(entries.map((entry) => [entry.hash, entry])).values()].map((entry) =>
    readForPosting(headquarters, register, entry, mayPost),
  );
  const taken = await pagesOf(headquarters).take({ register, portion });
  return taken === 'unknown' ? undefined : taken;
}

async function takeAll(
  headquarters: Headquarters,
  act: Act,
  pages: readonly Page[],
): Promise<(Taken | 'unknown')[]> {
  const all = pages.flatMap(({ portion }) => portion);
  const uses = all.flatMap((one) => one.uses);
  const requests = uses.map((use) => use.request);
  const [registers, places, recorded] = await together(
    act,
    lockingRegisters(
      act,
      pages.map(({ register }) => register),
    ),
    placesOf(
      act,
      pages.flatMap(({ register, portion }) => {
        const parents = portion.flatMap(({ frame }) => frame?.previous ?? []);
        const hashes = new Set([...portion.map(({ entry }) => entry.hash), ...parents]);
        return [...hashes].map((hash) => ({ register, hash }));
      }),
    ),
    concernedLocks(act, requests, []),
  );
  const befores = registers.map((register): Before => {
    const own = places.filter((place) => place.register === register.id);
    const those = (which: (place: Place) => unknown): Set<Hash> =>
      new Set(own.filter((place) => which(place) !== null).map(({ hash }) => hash));
    return {
      register,
      portion: pages.find((page) => page.register === register.id)?.portion ?? [],
      states: new Map(own.flatMap(({ hash, state }) => (state === null ? [] : [[hash, state]]))),
      awaited: those(({ awaited }) => awaited),
      repaired: those(({ repaired }) => repaired),
      damaged: those(({ damaged }) => damaged),
    };
  });
  const prepared = await preparePostings(act, befores, [
    ...instrumentKeys(uses),
    ...recorded.flatMap((lock) => [lock.instrument ?? [], lock.reserved_key ?? []].flat()),
  ]);
  const posted = new Map<RegisterId, number>();
  const moved: Moved[] = [];
  for (const posting of prepared) {
    const { before } = posting;
    posted.set(before.register.id, await fill(headquarters, act, posting));
    const fresh = before.portion.filter(
      ({ entry, frame }) => frame !== null && !before.states.has(entry.hash),
    );
    const previous = new Set(fresh.flatMap(({ frame }) => frame?.previous ?? []));
    moved.push({
      register: before.register.id,
      covered: [...previous].filter((hash) => before.states.has(hash)),
      found: fresh.map(({ entry }) => entry.hash).filter((hash) => before.awaited.has(hash)),
    });
  }
  await mendLinks(act, moved);
  await writeRows(act, prepared);
  const taken = new Map<RegisterId, Taken>();
  for (const { before, closed, rows } of prepared) {
    const { register, portion } = before;
    for (const shift of closed) await checkShift(headquarters, act, register, shift);
    // What cannot be read or stands there damaged finds its place one by one.
    let stored = rows.entries.length;
    for (const { entry, frame } of portion)
      if (frame === null || isApart(before, entry.hash))
        stored += (await takeEntry(headquarters, act, register.id, entry)) ? 1 : 0;
    taken.set(register.id, {
      posted: posted.get(register.id) ?? 0,
      fresh: stored,
      failed: false,
    });
  }
  return pages.map(({ register }) => taken.get(register) ?? 'unknown');
}

/** It is set aside, it waits and may be damaged, or a person has repaired it: its text is not what counts. */
const isApart = ({ states, repaired, damaged }: Before, hash: Hash): boolean =>
  states.get(hash) === 'parked' ||
  repaired.has(hash) ||
  (states.get(hash) === 'waiting' && damaged.has(hash));

type Prepared = Posting & {
  readonly before: Before;
  /** Numbers, sales and receipts that are posted already, or of which something came back. */
  readonly met: {
    readonly numbers: Set<number>;
    readonly sales: Set<string>;
    readonly receipts: ReadonlySet<string>;
  };
  /** Shifts of the portion that are closed already. */
  readonly closed: readonly string[];
};

async function preparePostings(
  act: Act,
  befores: readonly Before[],
  keys: readonly Hash[],
): Promise<Prepared[]> {
  const requests = befores.flatMap(({ portion }) =>
    portion.flatMap((one) => one.uses.map((use) => use.request)),
  );
  const asked = befores.flatMap(({ register, portion }) =>
    portion.flatMap(({ content }) => {
      if (content === null) return [];
      const { id: sale = null, receipt = null, shift = null } = saleOf(content) ?? {};
      const { id, store } = register;
      return [{ register: id, store, number: content.number, sale, receipt, shift }];
    }),
  );
  const [instruments, locks, told, twins] = await together(
    act,
    lockingInstruments(act, keys),
    concernedLocks(act, requests, keys),
    factsFor(
      act,
      befores.map(({ register }) => register.id),
    ),
    twinsOf(act, asked),
  );
  const facts = factsOf(told[0]);
  const known = knownFrom(keys, requests, instruments, locks);
  return befores.map((before): Prepared => {
    const { register, portion, states } = before;
    const own = twins.filter((row) => row.register === register.id);
    return {
      ...{ before, register, facts, known, rows: noRows(), alone: false },
      fresh: new Set(
        portion.flatMap(({ entry: { hash }, frame }) =>
          frame === null || states.has(hash) ? [] : [hash],
        ),
      ),
      met: {
        numbers: new Set(own.flatMap((row) => row.number ?? [])),
        sales: new Set(own.flatMap((row) => row.sale ?? [])),
        receipts: new Set(own.flatMap((row) => row.receipt ?? [])),
      },
      closed: [...new Set(own.flatMap((row) => row.closed ?? []))],
    };
  });
}

/** Posts what can be posted and keeps the rest waiting. Answers how many were posted. */
async function fill(headquarters: Headquarters, act: Act, posting: Prepared): Promise<number> {
  const { before } = posting;
  const { register, portion, states, awaited } = before;
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
