/** What the journal is searched by, as typed, and as the register is asked. */
import type { JournalPage } from '../shared/bridge/journal.ts';
import type { Query } from '../shared/bridge/query.ts';
import { parseDecimal, type Currency } from '../shared/money.ts';

export type JournalQuery = Extract<Query, { query: 'journal' }>;
export type JournalTyped = {
  readonly scope: JournalPage['scope'];
  readonly text: string;
  readonly amount: string;
  /** "2026-11-22" in the register's own time zone. */
  readonly day: string;
  readonly tender: string;
  readonly cashier: string;
  readonly state: string;
};

export const nothingTyped: JournalTyped = {
  scope: 'register',
  text: '',
  amount: '',
  day: '',
  tender: '',
  cashier: '',
  state: '',
};

/** Whether anything narrows the list but the choice of register or store. */
export const isSearched = (typed: JournalTyped): boolean =>
  Object.entries(typed).some(([key, value]) => key !== 'scope' && value !== '');

const pageSize = 50;
const states: readonly NonNullable<JournalQuery['filter']['state']>[] = [
  'offline',
  'pending',
  'sent',
  'posted',
  'late',
  'exception',
];

/** Midnight of the day and of the next one, as instants; nulls for what is no day. */
function dayRange(day: string): { readonly from: string | null; readonly to: string | null } {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day.trim());
  if (!match) return { from: null, to: null };
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const start = new Date(year, month - 1, date);
  if (start.getMonth() !== month - 1) return { from: null, to: null };
  return { from: start.toISOString(), to: new Date(year, month - 1, date + 1).toISOString() };
}

/** The question for a page. What cannot be read as an amount or a day filters nothing. */
export function journalQuery(
  typed: JournalTyped,
  currency: Currency,
  before: string | null,
): JournalQuery {
  const amount = typed.amount.trim() === '' ? undefined : parseDecimal(typed.amount, currency);
  return {
    query: 'journal',
    scope: typed.scope,
    before,
    limit: pageSize,
    filter: {
      text: typed.text.trim() === '' ? null : typed.text.trim(),
      ...dayRange(typed.day),
      amount: amount ?? null,
      tender: typed.tender === '' ? null : typed.tender,
      cashier: typed.cashier.trim() === '' ? null : typed.cashier.trim(),
      state: states.find((state) => state === typed.state) ?? null,
    },
  };
}
