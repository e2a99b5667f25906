/**
 * A shift: a drawer's period on one register, opened with a float and closed with a Z report. It is told by entries of the journal; its
 * state and its figures are derived from them, so that nothing about it can go wrong between two databases (reference: D365 shifts, W14).
 */
import type { StaffId } from './identity.ts';
import { add, minor, subtract, zero, type Currency, type Minor } from './money.ts';
import type { Tender } from './tender.ts';

/** Random; the number that people say is gapless per register. */
export type ShiftId = string;
export type TenderKind = Tender['kind'];
/** So many notes or coins of one value. */
export type Counted = { readonly value: Minor; readonly count: number };
/**
 * What was counted of one tender; `counts` for cash that was counted by denominations. `currency`: foreign money, counted in its own minor units;
 * absent: minor units of the store's.
 */
export type Declared = {
  readonly kind: TenderKind;
  readonly currency?: Currency | undefined;
  readonly amount: Minor;
  readonly counts: readonly Counted[];
};
/** 1201 float entry, 1210 tender removal, 1211 safe drop, 1212 bank drop. */
export const cashMovements = ['float', 'removal', 'safeDrop', 'bankDrop'] as const;
export type CashMovement = (typeof cashMovements)[number];

/** One named sum of a shift: how often, and how much. */
export type ShiftSum = { readonly what: string; readonly count: number; readonly amount: Minor };

export type ShiftAct =
  | {
      readonly act: 'opened';
      readonly currency: Currency;
      readonly amount: Minor;
      readonly counts: readonly Counted[];
    }
  | {
      readonly act: CashMovement;
      /** Always positive; what it is tells the direction. */
      readonly amount: Minor;
      readonly counts: readonly Counted[];
      /** Number of the bag of a bank drop, else empty. */
      readonly bag: string;
      readonly note: string;
    }
  | { readonly act: 'declared'; readonly tenders: readonly Declared[] }
  | { readonly act: 'suspended' | 'resumed' | 'blindClosed' }
  | {
      readonly act: 'closed';
      readonly currency: Currency;
      /** The shift's figures as closed, by name; head office reckons them again from what it posted. */
      readonly sums: readonly ShiftSum[];
      readonly declared: readonly Declared[];
      /** Entries of the shift that head office had not answered when it was closed. */
      readonly pending: number;
    };
/** One fact about a shift. */
export type ShiftEvent = {
  readonly shift: ShiftId;
  readonly number: number;
  readonly by: StaffId;
  readonly did: ShiftAct;
};

export type ShiftState = 'open' | 'suspended' | 'blindClosed' | 'closed';
/** The state after an act; undefined where the act changes none. */
export function stateAfter(act: ShiftAct['act']): ShiftState | undefined {
  switch (act) {
    case 'opened':
    case 'resumed':
      return 'open';
    case 'suspended':
    case 'blindClosed':
    case 'closed':
      return act;
    default:
      return undefined;
  }
}

/** "R02-S0007": the register and the shift's number, as papers and lists name it. */
export const shiftName = (registerName: string, number: number): string =>
  `${registerName.replaceAll('-', '')}-S${String(number).padStart(4, '0')}`;

/** Sums of the same name made one, in the order of their names. */
export function addSums(...parts: readonly (readonly ShiftSum[])[]): ShiftSum[] {
  const found = new Map<string, ShiftSum>();
  for (const part of parts.flat()) {
    const before = found.get(part.what);
    found.set(part.what, {
      what: part.what,
      count: part.count + (before?.count ?? 0),
      amount: add(part.amount, before?.amount ?? zero),
    });
  }
  return [...found.values()].toSorted((a, b) => (a.what < b.what ? -1 : 1));
}

/** The first name whose sums differ, with both; undefined when all agree. */
export function sumsDiffer(
  ours: readonly ShiftSum[],
  theirs: readonly ShiftSum[],
): { readonly what: string; readonly ours: ShiftSum; readonly theirs: ShiftSum } | undefined {
  // A register of an older version tells no sums per currency; what foreign money is worth is compared.
  const names = new Set(
    [...ours, ...theirs].map((one) => one.what).filter((what) => !what.startsWith(foreignSum)),
  );
  const of = (sums: readonly ShiftSum[], what: string): ShiftSum =>
    sums.find((one) => one.what === what) ?? { what, count: 0, amount: zero };
  for (const what of names) {
    const pair = { what, ours: of(ours, what), theirs: of(theirs, what) };
    if (pair.ours.count !== pair.theirs.count || pair.ours.amount !== pair.theirs.amount)
      return pair;
  }
  return undefined;
}

export type TenderFigure = {
  readonly kind: TenderKind;
  /** Payments taken, and given back. */
  readonly count: number;
  readonly opening: Minor;
  readonly come: Minor;
  readonly gone: Minor;
  /** Float entries; removals and drops. */
  readonly added: Minor;
  readonly removed: Minor;
  readonly expected: Minor;
  readonly counted: Minor | null;
  /** Counted less expected: positive is over, negative short. */
  readonly difference: Minor | null;
};
/** Foreign money of one currency, in its own minor units. It comes in only: what goes out is the store's own. */
export type CurrencyFigure = Pick<TenderFigure, 'count' | 'expected' | 'counted' | 'difference'> & {
  readonly currency: Currency;
};
export type ShiftFigures = {
  readonly sum: (what: string) => Omit<ShiftSum, 'what'>;
  readonly total: Minor;
  readonly tenders: readonly TenderFigure[];
  readonly currencies: readonly CurrencyFigure[];
};

/** Sums of foreign money are told per currency, beside the worth that it has in the store's. */
export const foreignSum = 'foreign:';

/** The figures of a report from its sums and what was counted. Cash is always among the tenders, and first. */
export function shiftFigures(
  sums: readonly ShiftSum[],
  declared: readonly Declared[] | null,
): ShiftFigures {
  const of = (what: string): Omit<ShiftSum, 'what'> =>
    sums.find((one) => one.what === what) ?? { count: 0, amount: zero };
  const amount = (what: string): Minor => of(what).amount;
  const kinds = new Set<TenderKind>(['cash', ...(declared ?? []).map((one) => one.kind)]);
  for (const { what } of sums)
    if (/^(in|out):/.test(what)) kinds.add(what.replace(/^\w+:/, '') as TenderKind);
  const tenders = [...kinds].map((kind): TenderFigure => {
    const isCash = kind === 'cash';
    const opening = isCash ? amount('opened') : zero;
    const added = isCash ? amount('float') : zero;
    const removed = isCash ? add(amount('removal'), amount('safeDrop'), amount('bankDrop')) : zero;
    const come = amount(`in:${kind}`);
    const gone = amount(`out:${kind}`);
    const expected = minor(opening + come - gone + added - removed);
    const counted =
      declared?.find((one) => one.kind === kind && one.currency === undefined)?.amount ?? null;
    return {
      kind,
      count: of(`in:${kind}`).count + of(`out:${kind}`).count,
      opening,
      come,
      gone,
      added,
      removed,
      expected,
      counted,
      difference: counted === null ? null : subtract(counted, expected),
    };
  });
  return {
    sum: of,
    total: add(amount('sale'), amount('return'), amount('exchange')),
    tenders,
    currencies: currencyFigures(sums, declared),
  };
}

function currencyFigures(
  sums: readonly ShiftSum[],
  declared: readonly Declared[] | null,
): CurrencyFigure[] {
  const taken = sums.filter(({ what }) => what.startsWith(foreignSum));
  const all = [
    ...taken.map(({ what }) => what.slice(foreignSum.length)),
    ...(declared ?? []).flatMap(({ currency }) => (currency === undefined ? [] : [currency])),
  ];
  return [...new Set(all)].toSorted().map((currency) => {
    const sum = taken.find(({ what }) => what === `${foreignSum}${currency}`);
    const expected = sum?.amount ?? zero;
    const counted = declared?.find((one) => one.currency === currency)?.amount ?? null;
    const difference = counted === null ? null : subtract(counted, expected);
    return { currency, count: sum?.count ?? 0, expected, counted, difference };
  });
}

/** What the counted notes and coins are worth. */
export const countedAmount = (counts: readonly Counted[]): Minor =>
  add(zero, ...counts.map(({ value, count }) => minor(value * count)));
