/** Settling one instrument of a sale: what it pays or gets, what is missing, what becomes of its lock (PROTOCOL P2 to P5, P8, P9). */
import { zero } from '../../shared/money.ts';
import { later } from '../database/pipeline.ts';
import { raise } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { ensureInstrument } from './instruments.ts';
import {
  forget,
  instrumentOf,
  liveOf,
  lockOf,
  noteInstrument,
  noteLock,
  oweInstrument,
} from './known.ts';
import { endLock, recordLock } from './locks.ts';
import { named, namesMisuse, type Settlement, type Settling, type Standing } from './standing.ts';
import { halt } from './recovery.ts';
import { addTo, takeFrom } from './transfer.ts';
import type { LockTable } from './tables.ts';
import type { Use } from './uses.ts';

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
  const { known } = settling;
  if (known.instruments.get(instrument.key))
    oweInstrument(known, instrument.key, { version: instrument.version + 1 });
  else
    await later(
      act,
      act
        .updateTable('instrument')
        .set((where) => ({ version: where('version', '+', 1) }))
        .where('key', '=', instrument.key),
    );
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
  const { register, epoch, currency, known } = settling;
  const recorded = await lockOf(known, act, use.request);
  const lock = recorded?.instrument ? recorded : undefined;
  const { grant } = use;
  const key = grant?.instrument.key ?? lock?.instrument ?? null;
  if (key === null) return undefined;
  // Our own word of this epoch, and no memory of it but the register's: records were lost and nobody said so (PROTOCOL section 7).
  const forgot = grant !== null && grant.epoch >= epoch && (recorded?.grant_json ?? null) === null;
  if (forgot)
    await halt(
      headquarters,
      act,
      `register ${register.name} sold with a grant of this epoch that is not on record`,
    );
  const found = await instrumentOf(known, act, key);
  if (grant && found === undefined) {
    await ensureInstrument(act, grant.instrument, grant.currency);
    forget(known, key);
  }
  const instrument = found ?? (await instrumentOf(known, act, key));
  if (
    instrument === undefined ||
    (instrument.issued === 1 && instrument.currency !== currency) ||
    instrument.kind !== use.kind
  )
    return undefined;
  if (grant !== null && instrument.token < grant.token) {
    const counted = act.updateTable('instrument').set({ token: grant.token });
    await later(act, counted.where('key', '=', key));
    noteInstrument(known, key, { token: grant.token });
  }
  const live = await liveOf(known, act, key);
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

/** The request is settled for ever; another register's live lock under the same id stays what it is. */
async function settleLock(
  headquarters: Headquarters,
  act: Act,
  settling: Settling,
  use: Use,
  { lock, mine, instrument }: Standing,
): Promise<void> {
  const { known } = settling;
  if (lock && (mine || lock.state !== 'live')) {
    const by = settling.entry.hash;
    noteLock(known, { ...lock, state: 'settled' });
    if (known.instruments.has(instrument.key)) {
      const ended = { state: 'settled' as const, ended: headquarters.clock.now(), ended_by: by };
      known.owed.ended.set(use.request, { request: use.request, ...ended, reason: lock.reason });
    } else {
      const reason = lock.reason ?? undefined;
      await endLock(headquarters, act, use.request, { state: 'settled', by, reason });
    }
    return;
  }
  const { grant } = use;
  if (lock || grant === null) return;
  const now = headquarters.clock.now();
  const row: LockTable = {
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
  };
  noteLock(known, row);
  await recordLock(act, row);
}
