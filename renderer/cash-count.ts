/** What is typed while a drawer is counted: pieces of each note and coin, or only the amount. */
import { useState } from 'react';
import { denominations } from '../shared/denominations.ts';
import { parseDecimal, zero, type Currency, type Minor } from '../shared/money.ts';
import { countedAmount, type Counted } from '../shared/shift.ts';

export type CashCount = {
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

export function useCashCount(currency: Currency): CashCount {
  const [by, chooseBy] = useState<'notes' | 'amount'>('notes');
  const [pieces, setAllPieces] = useState<ReadonlyMap<Minor, string>>(new Map());
  const [typed, setTyped] = useState('');
  const counts = [...pieces]
    .map(([value, text]) => ({ value, count: Number(text) }))
    .filter((one) => one.count > 0);
  const parsed = typed.trim() === '' ? zero : parseDecimal(typed, currency);
  const amount = parsed === undefined || parsed < 0 ? undefined : parsed;
  return {
    values: denominations(currency),
    by,
    chooseBy,
    pieces,
    setPieces: (value, text) =>
      setAllPieces(new Map(pieces).set(value, text.replaceAll(/\D/g, '').slice(0, mostDigits))),
    typed,
    setTyped,
    counts: by === 'notes' ? counts : [],
    amount: by === 'notes' ? countedAmount(counts) : amount,
  };
}
