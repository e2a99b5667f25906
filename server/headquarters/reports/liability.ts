/** What is owed to the holders of gift cards and credit memos, at any instant, reckoned from postings. */
import { minor } from '../../../shared/money.ts';
import type { Instant } from '../../../shared/identity.ts';
import type { LiabilityReport } from '../../../shared/wire/reports.ts';
import type { Headquarters } from '../headquarters.ts';
import { balances, closeDays, dayOf, daysAfter, movementsByDay, type Movement } from './days.ts';

type Row = LiabilityReport['rows'][number];
const shownDays = 30;

/** In the order of kind and currency; what was owed and is not any more stays as nothing. */
export function owed(moved: readonly Pick<Movement, 'kind' | 'currency' | 'amount'>[]): Row[] {
  const sums = new Map<string, Row>();
  for (const { kind, currency, amount } of moved) {
    const name = `${kind} ${currency}`;
    const before = sums.get(name)?.amount ?? 0;
    sums.set(name, { kind, currency, amount: minor(before + amount) });
  }
  return [...sums.entries()]
    .toSorted(([a], [b]) => (a > b ? -1 : 1))
    .map(([, row]) => row)
    .toSorted((a, b) => (a.kind === b.kind ? (a.currency < b.currency ? -1 : 1) : 0));
}

export async function liabilityReport(
  headquarters: Headquarters,
  at: Instant = headquarters.clock.now(),
): Promise<LiabilityReport> {
  await closeDays(headquarters);
  const db = headquarters.db.query;
  const rows = owed(await balances(db, { at }));
  const moved = await movementsByDay(db, daysAfter(dayOf(at), 1 - shownDays), { at });
  // Where the next day has begun already, it is the last one.
  const last = moved.reduce((latest, { day }) => (day > latest ? day : latest), dayOf(at));
  const shown = daysBetween(daysAfter(last, 1 - shownDays), last);
  // From today's balance back: each day ended with what the next one began with.
  const days: LiabilityReport['days'][number][] = [];
  for (const { kind, currency, amount } of rows) {
    let balance: number = amount;
    const own = moved.filter((row) => row.kind === kind && row.currency === currency);
    const back: LiabilityReport['days'][number][] = [];
    for (const day of shown.toReversed()) {
      back.push({ day, kind, currency, amount: minor(balance) });
      balance -= own.reduce((sum, row) => sum + (row.day === day ? row.amount : 0), 0);
    }
    days.push(...back.toReversed());
  }
  return { at, rows, days };
}

function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = daysAfter(day, 1)) days.push(day);
  return days;
}
