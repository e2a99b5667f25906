/** The list of instruments with who holds them. */
import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { z } from 'zod';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Hash, Instant, RegisterId } from '../../shared/identity.ts';
import { isInstrumentNumber, plainNumber, type InstrumentKind } from '../../shared/instrument.ts';
import { minor } from '../../shared/money.ts';
import { staffSchema } from '../../shared/wire/feed.ts';
import {
  instrumentShows,
  mostCounted,
  type InstrumentRow,
  type InstrumentShow,
  type Instruments,
  type instrumentsQuerySchema,
  type LockRow,
} from '../../shared/wire/instruments.ts';
import type { Headquarters } from './headquarters.ts';
import { findInstrument, instrumentState } from './instruments.ts';
import { textSchema } from './names.ts';
import { numberKey } from './numbers.ts';
import { contactOf, owedBy } from './registerrows.ts';
import { owed } from './reports/liability.ts';
import { balances, closeDays } from './reports/days.ts';
import type { InstrumentTable, LockTable, RegisterTable, Tables } from './tables.ts';

const pageRows = 100;

/** Instruments of a kind that are shown; a lock is joined where there is one. */
function shown(db: Kysely<Tables>, kind: InstrumentKind, show: InstrumentShow, now: Instant) {
  const all = db
    .selectFrom('instrument')
    .leftJoin('lock', (join) =>
      join.onRef('lock.instrument', '=', 'instrument.key').on('lock.state', '=', 'live'),
    )
    .where('instrument.issued', '=', 1)
    .where('instrument.kind', '=', kind);
  switch (show) {
    case 'all':
      return all;
    case 'open':
      return all.where('instrument.balance', '>', 0);
    case 'closed':
      return all.where('instrument.balance', '=', 0);
    case 'locked':
      return all.where('lock.request', 'is not', null);
    case 'expired':
      return all.where('instrument.expires', '<=', now);
    case 'blocked':
      return all.where('instrument.blocked', '=', 1);
  }
}

/** A page of instruments of a kind, with the counts of the whole kind. */
export async function instrumentRows(
  headquarters: Headquarters,
  query: z.output<typeof instrumentsQuerySchema>,
): Promise<Instruments> {
  const db = headquarters.db.query;
  const now = headquarters.clock.now();
  const { kind, show, text } = query;
  const wanted = shown(db, kind, show, now);
  const searched =
    text === ''
      ? wanted
      : /^\d{4}$/.test(text)
        ? wanted.where('instrument.last4', '=', text)
        : heldBy(wanted, text);
  const page = await searched
    .selectAll('instrument')
    .select('lock.request')
    .where('instrument.key', '>', query.after ?? '')
    .orderBy('instrument.key')
    .limit(pageRows + 1)
    .execute();
  const shownRows = page.slice(0, pageRows);
  const locks = await lockRows(
    headquarters,
    shownRows.flatMap(({ request }) => (request === null ? [] : [request])),
  );
  const rows = shownRows.map((row) => rowOf(row, locks.get(row.key) ?? null, now));
  await closeDays(headquarters);
  const liability = owed(await balances(db, { at: now })).filter((row) => row.kind === kind);
  return {
    rows,
    counts: await countsOf(db, kind, now),
    liability: liability.map(({ currency, amount }) => ({ currency, amount })),
    next: page.length > pageRows ? (rows.at(-1)?.key ?? null) : null,
  };
}

/** Those that a register of this name or a sale with this id holds. */
function heldBy<Shown>(
  wanted: SelectQueryBuilder<Tables & { lock: LockTable }, 'instrument' | 'lock', Shown>,
  text: string,
) {
  const pattern = `%${text.toLowerCase().replaceAll(/[%_\\]/g, '')}%`;
  return wanted.where((where) =>
    where.or([
      where('lock.sale', '=', text),
      where('lock.register', 'in', (from) =>
        from
          .selectFrom('register')
          .select('register.id')
          .where((name) => name(name.fn<string>('lower', ['register.name']), 'like', pattern)),
      ),
    ]),
  );
}

/** How many there are of each, counted up to a limit so that a large ledger answers as fast as a small one. */
async function countsOf(
  db: Kysely<Tables>,
  kind: InstrumentKind,
  now: Instant,
): Promise<Instruments['counts']> {
  const counts = { all: 0, open: 0, closed: 0, locked: 0, expired: 0, blocked: 0 };
  for (const show of instrumentShows) {
    const { count } = await db
      .selectFrom(shown(db, kind, show, now).select('instrument.key').limit(mostCounted).as('some'))
      .select(sql<number>`count(*)`.as('count'))
      .executeTakeFirstOrThrow();
    counts[show] = count;
  }
  return counts;
}

/** The instrument with this number. Faults: instrument.number, instrument.unknown. */
export async function findByNumber(
  { db, keys }: Headquarters,
  typed: string,
): Promise<Result<{ readonly key: Hash; readonly kind: InstrumentKind }>> {
  if (!isInstrumentNumber(plainNumber(typed))) return fail('instrument.number');
  const found = await findInstrument(db.query, numberKey(keys, typed));
  return found?.issued === 1
    ? ok({ key: found.key, kind: found.kind })
    : fail('instrument.unknown');
}

export const rowOf = (
  instrument: InstrumentTable,
  lock: LockRow | null,
  now: Instant,
): InstrumentRow => ({
  key: instrument.key,
  kind: instrument.kind,
  last4: instrument.last4,
  currency: instrument.currency,
  balance: minor(instrument.balance),
  expires: instrument.expires,
  state: instrumentState(instrument, now),
  lock,
});

/** The locks of these requests by instrument, each with its holder and what breaking it may cost. */
export async function lockRows(
  { db, clock }: Headquarters,
  requests: readonly string[],
): Promise<ReadonlyMap<Hash, LockRow>> {
  if (requests.length === 0) return new Map();
  const now = clock.now();
  const locks = await db.query
    .selectFrom('lock')
    .innerJoin('register', 'register.id', 'lock.register')
    .innerJoin('store', 'store.id', 'register.store')
    .leftJoin('master', (join) =>
      join.onRef('master.id', '=', 'lock.cashier').on('master.job', '=', '1060'),
    )
    .selectAll('lock')
    .select(['register.name', 'register.active', 'register.last_contact'])
    .select(['register.status_json', 'register.head_number'])
    .select(['store.name_json', 'master.body_json'])
    .where('lock.request', 'in', requests)
    .execute();
  const registers = [...new Set(locks.map(({ register }) => register))];
  const parked = await parkedOf(db.query, registers);
  const owes = await owedBy(db.query, registers);
  const rows = locks.map((lock): [Hash, LockRow] => [
    lock.instrument ?? '',
    {
      ...holder(lock, now),
      ...(owes.get(lock.register) ?? { owes: 0, pendingValue: 0 }),
      storeName: textSchema.parse(lock.name_json),
      cashierName:
        lock.body_json === null ? null : staffSchema.parse(JSON.parse(lock.body_json)).name,
      parked: parked(lock.register, lock.request),
    },
  ]);
  return new Map(rows);
}

type Held = LockTable & Pick<RegisterTable, 'name' | 'active' | 'last_contact'>;
const holder = (lock: Held, now: Instant) => ({
  request: lock.request,
  purpose: lock.purpose,
  store: lock.store,
  register: lock.register,
  registerName: lock.name,
  contact: contactOf(lock, now),
  lastContact: lock.last_contact,
  sale: lock.sale,
  cashier: lock.cashier,
  since: lock.since,
  balance: minor(lock.balance),
});

/** A parked entry cannot be read, but the id of a request is random enough to be found in its text. */
async function parkedOf(
  db: Kysely<Tables>,
  registers: readonly RegisterId[],
): Promise<(register: RegisterId, request: string) => LockRow['parked']> {
  const entries = await db
    .selectFrom('entry')
    .select(['register', 'number', 'hash', 'content'])
    .where('state', '=', 'parked')
    .where('register', 'in', registers)
    .execute();
  return (register, request) => {
    const found = entries.find(
      (entry) => entry.register === register && entry.content.includes(`"${request}"`),
    );
    return found === undefined ? null : { number: found.number, hash: found.hash };
  };
}
