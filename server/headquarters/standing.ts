/** A sale that settles, what is known of its instrument, and whether the sale keeps to what was granted. */
import type { SaleId } from '../../shared/identity.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { raise, type ExceptionFacts } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import type { Known } from './known.ts';
import type { Line } from './ledger.ts';
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
  readonly known: Known;
};

/** What is known of the instrument at this moment, all under its row's lock. */
export type Standing = {
  readonly lock: LockTable | undefined;
  readonly live: LockTable | undefined;
  readonly instrument: InstrumentTable;
  readonly mine: boolean;
  readonly forgotten: boolean;
};

/** What every exception of a sale's instrument says. */
export const named = (
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

/** P5: sale, register, purpose and amount as headquarters itself granted them. A difference is named; the entry still posts. */
export async function namesMisuse(
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
      ((use.purpose !== 'pay' && use.purpose !== 'cashOut') || use.amount <= word.balance),
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
