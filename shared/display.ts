/** What the customer's window shows: goods, sums, change. Made here of the register's picture, so that nothing else can reach that window. */
import type { View } from './bridge/view.ts';
import type { Instant, Language, Text } from './identity.ts';
import { negate, zero, type Currency, type Minor } from './money.ts';
import type { Quantity } from './quantity.ts';

export type DisplayLine = {
  readonly line: number;
  /** null: a gift card; its number is nobody's business. */
  readonly name: Text | null;
  readonly quantity: Quantity | null;
  readonly amount: Minor;
  readonly discount: Minor;
};
export type Display = {
  readonly language: Language;
  readonly currency: Currency;
  readonly theme: View['theme'];
  readonly store: Text;
  /** Waiting for a customer, selling, paying, or the thanks after it. */
  readonly state: 'idle' | 'selling' | 'paying' | 'thanks';
  readonly lines: readonly DisplayLine[];
  readonly total: Minor;
  readonly paid: Minor;
  /** Negative: the customer gets it back. */
  readonly due: Minor;
  readonly change: Minor;
  readonly at: Instant | null;
};

/** The display of a picture; `language` where the customers' is another than the register's. */
export function displayOf(view: View, language: Language | undefined): Display {
  const base = {
    language: language ?? view.language,
    currency: view.currency,
    theme: view.theme,
    store: view.store,
    lines: [],
    total: zero,
    paid: zero,
    due: zero,
    change: zero,
    at: null,
  };
  if (view.receipt !== null) {
    const { total, change, at } = view.receipt;
    const back = total < 0 ? negate(total) : change;
    return { ...base, state: 'thanks', total, change: back, at };
  }
  const cart = view.cart;
  const lines = cart?.lines.filter((line) => !line.voided) ?? [];
  if (cart === null || lines.length === 0) return { ...base, state: 'idle' };
  const { total, paid, due, change } = cart.totals;
  return {
    ...base,
    state: view.screen === 'payment' ? 'paying' : 'selling',
    lines: lines.map((line) => ({
      line: line.line,
      name: line.kind === 'product' ? line.name : null,
      quantity: line.kind === 'product' ? line.quantity : null,
      amount: line.net,
      discount: line.discount,
    })),
    total,
    paid,
    due,
    change,
  };
}
