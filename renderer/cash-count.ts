/** What is typed while a drawer is counted: pieces of each note and coin, or only the amount. */
import { useState } from 'react';
import { denominations } from '../shared/denominations.ts';
import { parseDecimal, zero, type Currency, type Minor } from '../shared/money.ts';
import { countedAmount, type Counted } from '../shared/shift.ts';

/** What stands in the fields. */
type Typed = {
  readonly by: 'notes' | 'amount';
  readonly pieces: ReadonlyMap<Minor, string>;
  readonly typed: string;
};

export type CashCount = {
  readonly currency: Currency;
  readonly values: readonly Minor[];
  readonly by: 'notes' | 'amount';
  readonly chooseBy: (by: 'notes' | 'amount') => void;
  /** Pieces as typed, by value. */
  readonly pieces: ReadonlyMap<Minor, string>;
  readonly setPieces: (value: Minor, typed: string) => void;
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
  readonly counts: readonly Counted[];
  /** What was counted; undefined while what is typed is no amount. */
  readonly amount: Minor | undefined;
};

/** Most digits of a number of pieces: a barcode that lands there is cut short, and seen. */
const mostDigits = 5;

const nothing: Typed = { by: 'notes', pieces: new Map(), typed: '' };

export function useCashCount(currency: Currency): CashCount {
  const [state, setState] = useState(nothing);
  return cashCount(currency, state, setState);
}

/** Foreign money is usually little: its amount is typed, unless somebody wants to count its notes. */
const amountOnly: Typed = { ...nothing, by: 'amount' };

/** One count for each of the currencies, however many there are. */
export function useCashCounts(): (currency: Currency) => CashCount {
  const [all, setAll] = useState<ReadonlyMap<Currency, Typed>>(new Map());
  return (currency) =>
    cashCount(currency, all.get(currency) ?? amountOnly, (next) =>
      setAll(new Map(all).set(currency, next)),
    );
}

function cashCount(currency: Currency, state: Typed, set: (next: Typed) => void): CashCount {
  const { by, pieces, typed } = state;
  const counts = [...pieces]
    .map(([value, text]) => ({ value, count: Number(text) }))
    .filter((one) => one.count > 0);
  const parsed = typed.trim() === '' ? zero : parseDecimal(typed, currency);
  const amount = parsed === undefined || parsed < 0 ? undefined : parsed;
  return {
    currency,
    values: denominations(currency),
    by,
    chooseBy: (next) => set({ ...state, by: next }),
    pieces,
    setPieces: (value, text) =>
      set({
        ...state,
        pieces: new Map(pieces).set(value, text.replaceAll(/\D/g, '').slice(0, mostDigits)),
      }),
    typed,
    setTyped: (text) => set({ ...state, typed: text }),
    counts: by === 'notes' ? counts : [],
    amount: by === 'notes' ? countedAmount(counts) : amount,
  };
}
