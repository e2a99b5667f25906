/** Moving value: out of an instrument that pays, into one that is issued, filled up or refunded to. */
import type { RegisterId } from '../../shared/identity.ts';
import {
  least,
  minor,
  most,
  mostMinor,
  subtract,
  zero,
  type Currency,
} from '../../shared/money.ts';
import { monthsLater } from '../../shared/policy.ts';
import { later } from '../database/pipeline.ts';
import { raise } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { ensureInstrument } from './instruments.ts';
import { forget, instrumentOf, noteInstrument, writeOwed, type Known } from './known.ts';
import { liability, type Line } from './ledger.ts';
import { named, type Settlement, type Settling, type Standing } from './standing.ts';
import { appliedPolicy } from './parameters.ts';
import type { InstrumentTable, LockTable } from './tables.ts';
import type { Use } from './uses.ts';

/** Takes what the instrument pays, as far as it may and can; what is missing is named and booked aside (PROTOCOL P2 to P4, P9). */
export async function takeFrom(
  headquarters: Headquarters,
  act: Act,
  settling: Settling,
  use: Use,
  standing: Standing,
): Promise<Settlement> {
  const { lock, live, instrument, mine, forgotten } = standing;
  const promised = live !== undefined && !mine && !forgotten;
  const reserved = await reservedMemo(act, settling.known, use, lock);
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
        : await lastSpender(act, settling.known, instrument.key, use.request);
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
      instrument: { key: instrument.key, act: use.purpose === 'cashOut' ? 'cashOut' : 'pay' },
    },
    { account: 'exceptions', amount: missing },
  ];
  if (remainder > 0 && reserved !== null) {
    await openMemo(act, reserved, instrument, settling.currency, missing > 0);
    forget(settling.known, reserved.key);
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
  known: Known,
  use: Use,
  lock: LockTable | undefined,
): Promise<{ key: string; last4: string } | null> {
  const { grant } = use;
  const reserved = grant?.reserved ?? null;
  if (reserved === null || (lock?.reserved_key ?? reserved.key) !== reserved.key) return null;
  return (await instrumentOf(known, act, reserved.key))?.issued === 1 ? null : reserved;
}

async function openMemo(
  act: Act,
  reserved: { key: string; last4: string },
  from: InstrumentTable,
  currency: Currency,
  blocked: boolean,
): Promise<void> {
  await ensureInstrument(act, { kind: 'creditMemo', ...reserved }, currency);
  await act
    .updateTable('instrument')
    .set({
      ...{ kind: 'creditMemo', currency, issued: 1, blocked: blocked ? 1 : 0, version: 1 },
      // What is left is worth no longer than what it was left of.
      expires: from.expires,
    })
    .where('key', '=', reserved.key)
    .execute();
}

async function lastSpender(
  act: Act,
  known: Known,
  key: string,
  request: string,
): Promise<RegisterId | null> {
  await writeOwed(act, known);
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

/** P8: an issued card comes into being; if it exists already the value is added and the case named. Value is always added, up to the largest balance there can be. */
export async function addTo(
  headquarters: Headquarters,
  act: Act,
  settling: Settling,
  use: Use,
  { instrument, lock }: Standing,
): Promise<Settlement> {
  const issue = use.purpose === 'issue';
  const added = least(use.amount, subtract(minor(mostMinor), minor(instrument.balance)));
  const missing = subtract(use.amount, added);
  if (missing > 0) {
    await raise(headquarters, act, {
      ...named(settling, use),
      kind: 'saleFlaw',
      instrument: instrument.key,
      amount: missing,
      detail: `${added} of ${use.amount} could be added: a balance can be no larger`,
    });
  }
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
  const policy = await appliedPolicy(act);
  const first = issue && instrument.issued === 0;
  const expires = monthsLater(headquarters.clock.now(), policy[use.kind].validMonths);
  const issued = {
    ...({ issued: 1, kind: use.kind, currency: settling.currency } as const),
    ...(first ? { expires, pin_hash: lock?.pin_hash ?? null } : {}),
  };
  await later(act, act.updateTable('instrument').set(issued).where('key', '=', instrument.key));
  noteInstrument(settling.known, instrument.key, issued);
  const what = issue ? 'issue' : use.purpose === 'refundTo' ? 'refundTo' : 'addValue';
  return {
    last4: use.last4,
    taken: added,
    missing,
    late: false,
    lines: [
      {
        account: liability(use.kind),
        amount: -added,
        instrument: { key: instrument.key, act: what },
      },
      { account: 'exceptions', amount: -missing },
    ],
  };
}
