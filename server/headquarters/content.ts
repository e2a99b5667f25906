/** What posting does with an entry that is ready for it: settles its instruments, books it, and answers. */
import type { EntryContent, SettledAmount } from '../../shared/entry.ts';
import type { Sale } from '../../shared/sale.ts';
import { shiftOf } from '../../shared/shiftsums.ts';
import { dayIn } from '../../shared/timezone.ts';
import { closeByItself } from './exceptions.ts';
import { isOurs } from './grants.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { addBook } from './ledger.ts';
import { noteMail } from './mail.ts';
import type { Posting } from './postedrows.ts';
import { noteReturns } from './returns.ts';
import { instrumentLines, saleLines } from './salelines.ts';
import { settle } from './settlement.ts';
import { noteShift, sumsOf } from './shifts.ts';
import type { Settlement } from './standing.ts';
import type { EntryTable } from './tables.ts';
import { usesOf, type Use } from './uses.ts';

/** What of a sale is booked: all of it, or only what its instruments gave and got because its own sums cannot be booked for this reason. */
export type Extent = 'whole' | { readonly instrumentsBecause: string };

export type Ready = {
  readonly entry: EntryTable;
  readonly content: EntryContent;
  readonly uses: readonly Use[];
  readonly extent: Extent;
};

export const saleOf = ({ body }: EntryContent): Sale | null =>
  body.kind === 'sale' ? body.sale : null;

export function usesIn(headquarters: Headquarters, content: EntryContent): Use[] {
  const sale = saleOf(content);
  return sale === null ? [] : usesOf(sale, (signed) => isOurs(headquarters, signed));
}

/** What came back, what a shift is closed with, and mail refer to entries that must be written before. */
export const looksBack = ({ body }: EntryContent): boolean =>
  body.kind === 'shift' ||
  (body.kind === 'audit' && body.audit.mail !== undefined) ||
  (body.kind === 'sale' &&
    body.sale.lines.some((line) => line.kind === 'product' && line.quantity < 0));

/** Settles and books the entry, which no other has the number or the sale of; its rows go to those that `writeRows` writes. */
export async function postContent(
  headquarters: Headquarters,
  act: Act,
  posting: Posting,
  ready: Ready,
): Promise<void> {
  const { register, rows } = posting;
  const { entry, content, uses, extent } = ready;
  const at = headquarters.clock.now();
  const sale = saleOf(content);
  const day = sale && dayIn(register.time_zone, sale.committedAt);
  const settlements: Settlement[] = [];
  for (const use of uses) settlements.push(await settleUse(headquarters, act, posting, ready, use));
  if (sale !== null && day !== null) {
    const posted = { sale, entry, register };
    const lines =
      extent === 'whole'
        ? await saleLines(headquarters, act, posted, settlements)
        : await instrumentLines(headquarters, act, posted, settlements, extent.instrumentsBecause);
    const book = {
      id: headquarters.chance.id(),
      act: 'sale' as const,
      at,
      day: dayIn(register.time_zone, at),
      currency: sale.currency,
      entry: entry.hash,
      register: register.id,
      sale: sale.id,
      receipt: sale.receipt,
    };
    await addBook(act, posting.known, rows, book, lines);
    if (posting.alone) await noteReturns(headquarters, act, posted);
    rows.sales.push({ day, offline: sale.completion.offline });
  }
  const done: EntryTable = {
    ...entry,
    state: 'posted',
    posted_at: at,
    sale: sale?.id ?? null,
    receipt: sale?.receipt ?? null,
    total: sale?.total ?? null,
    day,
  };
  (posting.fresh.has(entry.hash) ? rows.entries : rows.stored).push(done);
  if (posting.alone) await noteMail(act, entry, content, at);
  const differs = await countShift(headquarters, act, posting, done, content);
  const amounts: SettledAmount[] = settlements.map(({ last4, taken, missing }) => ({
    last4,
    taken,
    missing,
  }));
  const short = settlements.some((settlement) => settlement.missing > 0);
  const late = settlements.some((settlement) => settlement.late);
  rows.answers.push({
    register: register.id,
    hash: entry.hash,
    number: entry.number,
    state: short || differs ? 'exception' : late ? 'late' : 'posted',
    amounts,
    at,
  });
}

async function settleUse(
  headquarters: Headquarters,
  act: Act,
  { register, facts, known }: Posting,
  { entry, content }: Ready,
  use: Use,
): Promise<Settlement> {
  const sale = saleOf(content);
  const settling = {
    epoch: facts.epoch,
    register,
    entry,
    sale: sale?.id ?? '',
    receipt: sale?.receipt ?? '',
    currency: sale?.currency ?? '',
    known,
  };
  const settlement = await settle(headquarters, act, settling, use);
  if (facts.restored) {
    const which = { kind: 'restored', request: use.request } as const;
    await closeByItself(headquarters, act, which, 'its entry arrived after all');
  }
  return settlement;
}

/** Adds the entry to its shift; true when it closes the shift with other figures than were posted. */
async function countShift(
  headquarters: Headquarters,
  act: Act,
  { register, rows, alone }: Posting,
  entry: EntryTable,
  content: EntryContent,
): Promise<boolean> {
  if (alone) {
    const noted = await noteShift(headquarters, act, { entry, register, content });
    return content.body.kind === 'shift' && noted === 'exception';
  }
  const shift = shiftOf(content.body);
  if (shift !== null) rows.sums.set(shift, [...(rows.sums.get(shift) ?? []), ...sumsOf(content)]);
  return false;
}
