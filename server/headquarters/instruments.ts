/** Gift cards and credit memos as headquarters keeps them. */
import { dayIn } from '../../shared/timezone.ts';
import type { Compilable, Kysely } from 'kysely';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Hash, Instant } from '../../shared/identity.ts';
import {
  isInstrumentNumber,
  lastFour,
  plainNumber,
  type InstrumentKind,
  type InstrumentRef,
} from '../../shared/instrument.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { isPipelined, together } from '../database/pipeline.ts';
import { among } from '../database/rows.ts';
import { recordAct } from './audit.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { liability, postBook } from './ledger.ts';
import { numberKey } from './numbers.ts';
import { hashPin } from './pins.ts';
import type { InstrumentTable, Tables } from './tables.ts';

export type NewInstrument = {
  readonly kind: InstrumentKind;
  /** As typed; 12 to 19 digits with a check digit. */
  readonly number: string;
  readonly pin?: string | undefined;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly expires?: Instant | undefined;
};

/** Issues an instrument from head office, with its opening in the ledger. Faults: instrument.number, instrument.exists, amount.invalid. */
export async function createInstrument(
  headquarters: Headquarters,
  made: NewInstrument,
  by = 'head office',
): Promise<Result<InstrumentRef>> {
  const number = plainNumber(made.number);
  if (!isInstrumentNumber(number)) return fail('instrument.number');
  if (made.amount < 0) return fail('amount.invalid');
  const ref: InstrumentRef = {
    kind: made.kind,
    key: numberKey(headquarters.keys, number),
    last4: lastFour(number),
  };
  const pinHash = made.pin === undefined ? null : await hashPin(made.pin);
  return headquarters.db.transaction(async (act) => {
    await lockInstruments(act, [ref.key]);
    const existing = await findInstrument(act, ref.key);
    const locked = await act
      .selectFrom('lock')
      .select('request')
      .where('instrument', '=', ref.key)
      .where('state', '=', 'live')
      .executeTakeFirst();
    if (existing?.issued === 1 || locked !== undefined) return fail('instrument.exists');
    await ensureInstrument(act, ref, made.currency);
    await act
      .updateTable('instrument')
      .set({
        kind: made.kind,
        currency: made.currency,
        issued: 1,
        expires: made.expires ?? null,
        pin_hash: pinHash,
      })
      .where('key', '=', ref.key)
      .execute();
    const at = headquarters.clock.now();
    const book = {
      id: headquarters.chance.id(),
      act: 'opening' as const,
      at,
      day: dayIn(null, at),
      currency: made.currency,
      entry: null,
      register: null,
      sale: null,
      receipt: null,
    };
    await postBook(act, book, [
      { account: 'opening', amount: made.amount },
      {
        account: liability(made.kind),
        amount: -made.amount,
        instrument: { key: ref.key, act: 'opening' },
      },
    ]);
    await recordAct(headquarters, act, {
      at,
      account: by,
      act: 'instrument.issued',
      detail: `${made.kind} ${ref.last4} ${made.amount} ${made.currency}`,
    });
    return ok(ref);
  });
}

/** Makes the row that locks and postings refer to; an instrument that was never issued has no balance and nobody finds it. */
export async function ensureInstrument(
  act: Act,
  ref: InstrumentRef,
  currency: Currency,
): Promise<void> {
  await act
    .insertInto('instrument')
    .values({
      key: ref.key,
      kind: ref.kind,
      last4: ref.last4,
      currency,
      balance: 0,
      version: 0,
      token: 0,
      issued: 0,
      blocked: 0,
      expires: null,
      pin_hash: null,
      pin_failures: 0,
      pin_locked_until: null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/**
 * Locks the rows of these instruments in sorted order, before anything of them is read (PROTOCOL section 5), and answers them. A message
 * in SQLite is the only writer from its beginning on. `passing`: rows that another message has locked are left out.
 */
export function lockingInstruments(
  act: Act,
  keys: readonly Hash[],
  passing = false,
): Compilable<InstrumentTable> {
  const rows = readingInstruments(act, keys).orderBy('key');
  if (!isPipelined(act)) return rows;
  return passing ? rows.forNoKeyUpdate().skipLocked() : rows.forNoKeyUpdate();
}

/** The rows as they are, whoever has them in hand. */
export const readingInstruments = (db: Kysely<Tables>, keys: readonly Hash[]) =>
  db
    .selectFrom('instrument')
    .selectAll()
    .where(among(db, 'key', [...new Set(keys)]));

export async function lockInstruments(act: Act, keys: readonly Hash[]): Promise<void> {
  if (keys.length > 0) await together(act, lockingInstruments(act, keys));
}

export async function findInstrument(
  db: Kysely<Tables>,
  key: Hash,
): Promise<InstrumentTable | undefined> {
  return db.selectFrom('instrument').selectAll().where('key', '=', key).executeTakeFirst();
}

export const isExpired = (instrument: Pick<InstrumentTable, 'expires'>, now: Instant): boolean =>
  instrument.expires !== null && instrument.expires <= now;

/** Used up means a memo without balance; a gift card can be filled again. */
export function instrumentState(
  instrument: InstrumentTable,
  now: Instant,
): 'open' | 'used' | 'blocked' | 'expired' {
  if (instrument.blocked === 1) return 'blocked';
  if (instrument.balance === 0 && instrument.kind === 'creditMemo') return 'used';
  return isExpired(instrument, now) ? 'expired' : 'open';
}

/** Blocks an instrument or opens it again. Fault: instrument.unknown. */
export async function blockInstrument(
  headquarters: Headquarters,
  key: Hash,
  blocked: boolean,
  note: string,
  by: string,
): Promise<Result<void>> {
  return headquarters.db.transaction(async (act) => {
    const row = await act
      .updateTable('instrument')
      .set({ blocked: blocked ? 1 : 0 })
      .where('key', '=', key)
      .where('issued', '=', 1)
      .returning('last4')
      .executeTakeFirst();
    if (!row) return fail('instrument.unknown');
    await recordAct(headquarters, act, {
      at: headquarters.clock.now(),
      account: by,
      act: blocked ? 'instrument.blocked' : 'instrument.unblocked',
      detail: `${row.last4}: ${note}`,
    });
    return done;
  });
}
