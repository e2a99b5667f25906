/** Settling one instrument of a sale: what it pays or gets, what is missing, what becomes of its lock (PROTOCOL P2 to P5, P8, P9). */
import type { RegisterId, SaleId } from '../../shared/identity.ts';
import {
  least,
  minor,
  most,
  subtract,
  zero,
  type Currency,
  type Minor,
} from '../../shared/money.ts';
import { raise, type ExceptionFacts } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { ensureInstrument, findInstrument } from './instruments.ts';
import { liability, type Line } from './ledger.ts';
import { endLock, findLock, liveLock, recordLock } from './locks.ts';
import type { EntryTable, InstrumentTable, LockTable, RegisterTable } from './tables.ts';
import type { Use } from './uses.ts';

export type Settlement = {
  readonly last4: string;
  readonly taken: Minor;
  readonly missing: Minor;
  readonly late: boolean;
  readonly lines: readonly Line[];
};

/** The sale that settles. */
export type Settling = {
  readonly epoch: number;
  readonly register: RegisterTable;
  readonly entry: EntryTable;
  readonly sale: SaleId;
  readonly receipt: string;
  readonly currency: Currency;
};

/** What is known of the instrument at this moment, all under its row's lock. */
type Standing = {
  readonly lock: LockTable | undefined;
  readonly live: LockTable | undefined;
  readonly instrument: InstrumentTable;
  readonly mine: boolean;
  readonly forgotten: boolean;
};

/** Settles a use and ends its lock. The lines move the balances once they are posted; they balance the use's amount. */
export async function settle(
  headquarters: Headquarters,
  act: Act,
  settling: Settling,
  use: Use,
): Promise<Settlement> {
  const standing = await standingOf(headquarters, act, settling, use);
  if (standing === undefined) return ungranted(headquarters, act, settling, use);
  const { instrument, mine, forgotten } = standing;
  const settlement = !use.used
    ? nothing(use)
    : use.purpose === 'pay' || use.purpose === 'cashOut'
      ? await takeFrom(headquarters, act, settling, use, standing)
      : await addTo(headquarters, act, settling, use, standing);
  await act
    .updateTable('instrument')
    .set((where) => ({ version: where('version', '+', 1) }))
    .where('key', '=', instrument.key)
    .execute();
  await settleLock(headquarters, act, settling, use, standing);
  return { ...settlement, late: !mine && !forgotten };
}

const nothing = (use: Use): Settlement => ({
  last4: use.last4,
  taken: zero,
  missing: zero,
  late: false,
  lines: [],
});

async function standingOf(
  headquarters: Headquarters,
  act: Act,
  settling: Settling,
  use: Use,
): Promise<Standing | undefined> {
  const { register, epoch, currency } = settling;
  const recorded = await findLock(act, use.request);
  const lock = recorded?.instrument ? recorded : undefined;
  const { grant } = use;
  const key = grant?.instrument.key ?? lock?.instrument ?? null;
  if (key === null) return undefined;
  if (grant) await ensureInstrument(act, grant.instrument, grant.currency);
  const instrument = await findInstrument(act, key);
  if (
    instrument === undefined ||
    (instrument.issued === 1 && instrument.currency !== currency) ||
    instrument.kind !== use.kind
  )
    return undefined;
  if (grant !== null && instrument.token < grant.token)
    await act
      .updateTable('instrument')
      .set({ token: grant.token })
      .where('key', '=', key)
      .execute();
  const live = await liveLock(act, key);
  const misused = await namesMisuse(headquarters, act, settling, use, lock);
  const mine = live?.request === use.request && live.register === register.id;
  const lost =
    grant !== null &&
    grant.epoch < epoch &&
    grant.epoch >= register.abandoned_epoch &&
    recorded?.state !== 'broken' &&
    recorded?.state !== 'settled';
  return { lock, live, instrument, mine, forgotten: lost && !misused };
}

/** P5: sale, register, purpose and amount as headquarters itself granted them. A difference is named; the entry still posts. */
async function namesMisuse(
  headquarters: Headquarters,
  act: Act,
  settling: Settling,
  use: Use,
  lock: LockTable | undefined,
): Promise<boolean> {
  const { grant } = use;
  const granted = [
    ...(lock
      ? [
          {
            sale: lock.sale,
            register: lock.register,
            purpose: lock.purpose,
            balance: lock.balance,
            instrument: lock.instrument,
          },
        ]
      : []),
    ...(grant
      ? [
          {
            sale: grant.sale,
            register: grant.register,
            purpose: grant.purpose,
            balance: grant.balance,
            instrument: grant.instrument.key,
          },
        ]
      : []),
  ];
  const first = granted[0];
  const fits = granted.every(
    (word) =>
      word.sale === settling.sale &&
      word.register === settling.register.id &&
      word.purpose === use.purpose &&
      word.instrument === first?.instrument &&
      (use.purpose !== 'pay' || use.amount <= word.balance),
  );
  if (fits && grant !== null) return false;
  const why =
    grant === null
      ? 'the sale brings no grant that headquarters signed'
      : 'the grant is of another sale, register, purpose or amount';
  await raise(headquarters, act, {
    ...named(settling, use),
    kind: 'grantMisused',
    instrument: first?.instrument ?? null,
    amount: use.amount,
    other_register: lock?.register ?? null,
    detail: why,
  });
  return true;
}

const named = (
  { register, sale, receipt, entry, currency }: Settling,
  use: Use,
): Omit<ExceptionFacts, 'kind' | 'detail'> => ({
  register: register.id,
  last4: use.last4,
  request: use.request,
  sale,
  receipt,
  entry: entry.hash,
  entry_number: entry.number,
  currency,
});

/** No instrument of ours answers for the amount: all of it is missing, in either direction. */
async function ungranted(
  headquarters: Headquarters,
  act: Act,
  settling: Settling,
  use: Use,
): Promise<Settlement> {
  await raise(headquarters, act, {
    ...named(settling, use),
    kind: 'ungranted',
    amount: use.amount,
    detail: `the sale used a ${use.kind} to ${use.purpose} that headquarters never granted`,
  });
  const pays = use.purpose === 'pay' || use.purpose === 'cashOut';
  return {
    last4: use.last4,
    taken: zero,
    missing: use.amount,
    late: true,
    lines: [{ account: 'exceptions', amount: pays ? use.amount : -use.amount }],
  };
}

async function takeFrom(
  headquarters: Headquarters,
  act: Act,
  settling: Settling,
  use: Use,
  standing: Standing,
): Promise<Settlement> {
  const { lock, live, instrument, mine, forgotten } = standing;
  const promised = live !== undefined && !mine && !forgotten;
  const reserved = await reservedMemo(act, use, lock);
  // A memo is used up whole, and the rest becomes a memo with the reserved number (P9).
  const granted = minor(lock?.balance ?? use.grant?.balance ?? 0);
  const need =
    use.kind === 'creditMemo' && reserved !== null ? most(granted, use.amount) : use.amount;
  const remainder = subtract(need, use.amount);
  const taken = promised ? zero : least(need, minor(instrument.balance));
  const missing = subtract(need, taken);
  if (missing > 0) {
    const other =
      live !== undefined && !mine
        ? live.register
        : await lastSpender(act, instrument.key, use.request);
    const paid =
      remainder > 0
        ? `; it paid ${use.amount} and left a memo of ${remainder}, which is blocked`
        : '';
    await raise(headquarters, act, {
      ...named(settling, use),
      kind: 'shortfall',
      instrument: instrument.key,
      other_register: other,
      amount: missing,
      detail: `${taken} of ${need} could be taken${paid}`,
    });
  }
  const lines: Line[] = [
    {
      account: liability(use.kind),
      amount: taken,
      instrument: { key: instrument.key, act: 'pay' },
    },
    { account: 'exceptions', amount: missing },
  ];
  if (remainder > 0 && reserved !== null) {
    await openMemo(act, reserved, settling.currency, missing > 0);
    lines.push({
      account: 'creditMemoLiability',
      amount: -remainder,
      instrument: { key: reserved.key, act: 'remainder' },
    });
  }
  return { last4: use.last4, taken, missing, late: false, lines };
}

/** The remainder's number, if it may still come into being: not twice. */
async function reservedMemo(
  act: Act,
  use: Use,
  lock: LockTable | undefined,
): Promise<{ key: string; last4: string } | null> {
  const { grant } = use;
  const reserved = grant?.reserved ?? null;
  if (reserved === null || (lock?.reserved_key ?? reserved.key) !== reserved.key) return null;
  return (await findInstrument(act, reserved.key))?.issued === 1 ? null : reserved;
}

async function openMemo(
  act: Act,
  reserved: { key: string; last4: string },
  currency: Currency,
  blocked: boolean,
): Promise<void> {
  await ensureInstrument(act, { kind: 'creditMemo', ...reserved }, currency);
  await act
    .updateTable('instrument')
    .set({ kind: 'creditMemo', currency, issued: 1, blocked: blocked ? 1 : 0, version: 1 })
    .where('key', '=', reserved.key)
    .execute();
}

async function lastSpender(act: Act, key: string, request: string): Promise<RegisterId | null> {
  const row = await act
    .selectFrom('lock')
    .select('register')
    .where('instrument', '=', key)
    .where('request', '<>', request)
    .where('state', '=', 'settled')
    .orderBy('ended', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.register ?? null;
}

/** P8: an issued card comes into being; if it exists already the value is added and the case named. Value is always added. */
async function addTo(
  headquarters: Headquarters,
  act: Act,
  settling: Settling,
  use: Use,
  { instrument }: Standing,
): Promise<Settlement> {
  const issue = use.purpose === 'issue';
  if (issue && instrument.issued === 1) {
    await raise(headquarters, act, {
      ...named(settling, use),
      kind: 'issuedTwice',
      instrument: instrument.key,
      amount: use.amount,
      other_amount: instrument.balance,
      detail: 'the instrument existed already; the value was added to it',
    });
  }
  await act
    .updateTable('instrument')
    .set({ issued: 1, kind: use.kind, currency: settling.currency })
    .where('key', '=', instrument.key)
    .execute();
  const what = issue ? 'issue' : use.purpose === 'refundTo' ? 'refundTo' : 'addValue';
  return {
    last4: use.last4,
    taken: use.amount,
    missing: zero,
    late: false,
    lines: [
      {
        account: liability(use.kind),
        amount: -use.amount,
        instrument: { key: instrument.key, act: what },
      },
    ],
  };
}

/** The request is settled for ever; another register's live lock under the same id stays what it is. */
async function settleLock(
  headquarters: Headquarters,
  act: Act,
  settling: Settling,
  use: Use,
  { lock, mine, instrument }: Standing,
): Promise<void> {
  if (lock && (mine || lock.state !== 'live')) {
    await endLock(headquarters, act, use.request, {
      state: 'settled',
      by: settling.entry.hash,
      reason: lock.reason ?? undefined,
    });
    return;
  }
  const { grant } = use;
  if (lock || grant === null) return;
  const now = headquarters.clock.now();
  await recordLock(act, {
    request: use.request,
    state: 'settled',
    register: settling.register.id,
    store: grant.store,
    sale: grant.sale,
    cashier: 'unknown',
    kind: use.kind,
    purpose: grant.purpose,
    instrument: instrument.key,
    last4: use.last4,
    balance: grant.balance,
    currency: grant.currency,
    epoch: grant.epoch,
    token: grant.token,
    reserved_key: grant.reserved?.key ?? null,
    grant_json: JSON.stringify({ grant, signature: '' }),
    fault_json: null,
    since: grant.grantedAt,
    ended: now,
    ended_by: settling.entry.hash,
    reason: null,
  });
}
