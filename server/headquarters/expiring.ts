/** Writing off what is left on cards and memos whose validity is over, against the breakage account: one by hand, or all that are due. */
import type { Kysely } from 'kysely';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Hash, Instant } from '../../shared/identity.ts';
import { decimalText, minor, type Currency } from '../../shared/money.ts';
import { recordAct } from './audit.ts';
import { ownBook, takeInHand } from './handling.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { isExpired } from './instruments.ts';
import { liability, postBook } from './ledger.ts';
import type { InstrumentTable, Tables } from './tables.ts';

/** Writes one off. Faults: those of `takeInHand`, instrument.notExpired, instrument.empty. */
export async function expireInstrument(
  headquarters: Headquarters,
  key: Hash,
  note: string,
  by: string,
): Promise<Result<void>> {
  return headquarters.db.transaction(async (act) => {
    const taken = await takeInHand(act, key);
    if (!taken.ok) return taken;
    const instrument = taken.value;
    const at = headquarters.clock.now();
    if (!isExpired(instrument, at)) return fail('instrument.notExpired');
    if (instrument.balance === 0) return fail('instrument.empty');
    await writeOff(headquarters, act, instrument, by, note);
    await recordAct(headquarters, act, {
      at,
      account: by,
      act: 'instrument.expired',
      detail: `${instrument.kind} ${instrument.last4}, ${decimalText(minor(instrument.balance), instrument.currency)} ${instrument.currency}: ${note}`,
    });
    return done;
  });
}

async function writeOff(
  headquarters: Headquarters,
  act: Act,
  { key, kind, balance, currency }: InstrumentTable,
  by: string,
  note: string,
): Promise<void> {
  const book = ownBook(headquarters, 'breakage', currency);
  await postBook(act, book, [
    { account: liability(kind), amount: balance, instrument: { key, act: 'expire' } },
    { account: 'breakage', amount: -balance },
  ]);
  await act
    .insertInto('book_note')
    .values({ book: book.id, by, reason: 'expired', note })
    .execute();
}

/** How many were written off, and how much of each currency. `kept`: locked ones, which are left for another time. */
export type WrittenOff = { count: number; kept: number; readonly amounts: Map<Currency, number> };

const batchRows = 100;

/**
 * Writes off everything whose validity ended before the instant; blocked ones stay, because somebody is to look at them first. In many short
 * transactions, so that selling is never held up; run again it goes on where it ended. `look`: only reckons what it would do. Fault:
 * instrument.recovery.
 */
export async function expireAll(
  headquarters: Headquarters,
  before: Instant,
  by: string,
  look = false,
): Promise<Result<WrittenOff>> {
  const told: WrittenOff = { count: 0, kept: 0, amounts: new Map() };
  for (let after: Hash = ''; ;) {
    const due = await dueAfter(headquarters.db.query, before, after).execute();
    const batch = look ? ok(due) : await writeOffBatch(headquarters, due, before, by);
    if (!batch.ok) return batch;
    told.count += batch.value.length;
    told.kept += due.length - batch.value.length;
    for (const { balance, currency } of batch.value)
      told.amounts.set(currency, (told.amounts.get(currency) ?? 0) + balance);
    const last = due.at(-1);
    if (last === undefined || due.length < batchRows) return ok(told);
    after = last.key;
  }
}

const dueAfter = (db: Kysely<Tables>, before: Instant, after: Hash) =>
  db
    .selectFrom('instrument')
    .selectAll()
    .where('issued', '=', 1)
    .where('blocked', '=', 0)
    .where('balance', '>', 0)
    .where('expires', '<', before)
    .where('key', '>', after)
    .orderBy('key')
    .limit(batchRows);

/** Those that are still due under their rows' locks; a locked one belongs to its sale. */
async function writeOffBatch(
  headquarters: Headquarters,
  due: readonly InstrumentTable[],
  before: Instant,
  by: string,
): Promise<Result<readonly InstrumentTable[]>> {
  return headquarters.db.transaction(async (act) => {
    const written: InstrumentTable[] = [];
    for (const { key } of due) {
      const taken = await takeInHand(act, key);
      if (!taken.ok && taken.fault.code === 'instrument.recovery') return taken;
      const row = taken.ok ? taken.value : undefined;
      if (row === undefined || row.blocked === 1 || row.balance === 0) continue;
      if (row.expires === null || row.expires >= before) continue;
      await writeOff(headquarters, act, row, by, `validity ended ${row.expires.slice(0, 10)}`);
      written.push(row);
    }
    if (written.length > 0)
      await recordAct(headquarters, act, {
        at: headquarters.clock.now(),
        account: by,
        act: 'instrument.expired',
        detail: `${written.length} whose validity ended before ${before}: ${written.map(said).join(', ')}`,
      });
    return ok(written);
  });
}

const said = ({ last4, balance, currency }: InstrumentTable): string =>
  `${last4} ${decimalText(minor(balance), currency)} ${currency}`;
