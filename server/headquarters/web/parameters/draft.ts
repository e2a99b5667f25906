/** What stands in the fields of Posting before it is saved: every field but a switch as the text that was typed, an empty one for no limit. */
import type { InstrumentKind } from '../../../../shared/instrument.ts';
import { decimalText, type Currency, type Minor } from '../../../../shared/money.ts';
import type { CompletionRule, Parameters } from '../../../../shared/parameters.ts';
import { readAmount, readCount, readHours, readMonths, readRanges, rangesText } from './reading.ts';

export const kinds = ['giftCard', 'creditMemo'] as const satisfies readonly InstrumentKind[];
export const limits = ['mostPerSale', 'mostHours', 'mostPending'] as const;
const completion = ['completeOffline', ...limits] as const;
/** What head office allows of each kind, in the order of the page. */
const policy = {
  giftCard: [
    'validMonths',
    'leastAmount',
    'mostBalance',
    'cashOutMost',
    'oneTime',
    'pinNeeded',
    'ranges',
  ],
  creditMemo: ['validMonths'],
} as const;
export const switches = ['completeOffline', 'oneTime', 'pinNeeded'] as const;

export type Part = (typeof completion)[number] | (typeof policy)['giftCard'][number];
export type SwitchPart = (typeof switches)[number];
/** A field that is typed into. */
export type TypedPart = Exclude<Part, SwitchPart>;
export type Place = { readonly kind: InstrumentKind; readonly part: Part };

const isSwitch = (part: Part): part is SwitchPart => switches.some((one) => one === part);
const partsOf = (kind: InstrumentKind): readonly Part[] => [...completion, ...policy[kind]];
/** The fields of a kind's policy that take one line. */
export const policyFields = (kind: InstrumentKind): readonly TypedPart[] =>
  policy[kind].flatMap((part) => (isSwitch(part) || part === 'ranges' ? [] : [part]));

export type Posting = Pick<Parameters, 'posting' | 'policy'>;
/** The fields of one kind; what a kind has not got stands empty. */
export type RuleDraft = Readonly<Record<SwitchPart, boolean>> & Readonly<Record<TypedPart, string>>;
export type Draft = Readonly<Record<InstrumentKind, RuleDraft>>;

/** A field's value; null is no limit, undefined a text that cannot be read. Ranges are a text, so that values can be compared. */
export type Value = boolean | number | string | null | undefined;
type Values = Readonly<Record<InstrumentKind, Readonly<Partial<Record<Part, Value>>>>>;
export type Change = Place & { readonly before: Value; readonly after: Value };

/** The value of a typed field, each read in its own way. */
export function readPart(
  part: TypedPart,
  typed: string,
  currency: Currency,
): number | string | null | undefined {
  switch (part) {
    case 'mostHours':
      return readHours(typed);
    case 'mostPending':
      return readCount(typed);
    case 'validMonths':
      return readMonths(typed);
    case 'ranges': {
      const ranges = readRanges(typed);
      return ranges && (rangesText(ranges) || null);
    }
    default:
      return readAmount(typed, currency);
  }
}

const typedNumber = (value: number | null): string => (value === null ? '' : String(value));
const typedAmount = (value: Minor | null, currency: Currency): string =>
  value === null ? '' : decimalText(value, currency);

const emptyPolicy = {
  leastAmount: '',
  mostBalance: '',
  cashOutMost: '',
  oneTime: false,
  pinNeeded: false,
  ranges: '',
} as const;

function completionDraft(rule: CompletionRule, currency: Currency) {
  return {
    completeOffline: rule.completeOffline,
    mostPerSale: typedAmount(rule.mostPerSale, currency),
    mostHours: typedNumber(rule.mostHours),
    mostPending: typedNumber(rule.mostPending),
  };
}

export function draftOf({ posting, policy: allowed }: Posting, currency: Currency): Draft {
  const { giftCard, creditMemo } = allowed;
  return {
    giftCard: {
      ...completionDraft(posting.giftCard, currency),
      validMonths: typedNumber(giftCard.validMonths),
      leastAmount: typedAmount(giftCard.leastAmount, currency),
      mostBalance: typedAmount(giftCard.mostBalance, currency),
      cashOutMost: typedAmount(giftCard.cashOutMost, currency),
      oneTime: giftCard.oneTime,
      pinNeeded: giftCard.pinNeeded,
      ranges: rangesText(giftCard.ranges),
    },
    creditMemo: {
      ...completionDraft(posting.creditMemo, currency),
      ...emptyPolicy,
      validMonths: typedNumber(creditMemo.validMonths),
    },
  };
}

function readCompletion(rule: RuleDraft, currency: Currency): CompletionRule | null {
  const amount = readAmount(rule.mostPerSale, currency);
  const hours = readHours(rule.mostHours);
  const pending = readCount(rule.mostPending);
  if (amount === undefined || hours === undefined || pending === undefined) return null;
  const { completeOffline } = rule;
  return { completeOffline, mostPerSale: amount, mostHours: hours, mostPending: pending };
}

function readPolicy(draft: Draft, currency: Currency): Parameters['policy'] | null {
  const { oneTime, pinNeeded, ...typed } = draft.giftCard;
  const ranges = readRanges(typed.ranges);
  const validMonths = readMonths(typed.validMonths);
  const memoMonths = readMonths(draft.creditMemo.validMonths);
  const [leastAmount, mostBalance, cashOutMost] = (
    ['leastAmount', 'mostBalance', 'cashOutMost'] as const
  ).map((part) => readAmount(typed[part], currency));
  if (ranges === undefined || validMonths === undefined || memoMonths === undefined) return null;
  if (leastAmount === undefined || mostBalance === undefined || cashOutMost === undefined)
    return null;
  const amounts = { leastAmount, mostBalance, cashOutMost };
  return {
    giftCard: { ranges, validMonths, ...amounts, oneTime, pinNeeded },
    creditMemo: { validMonths: memoMonths },
  };
}

/** The draft as parameters; null while a field cannot be read. */
export function readDraft(draft: Draft, currency: Currency): Posting | null {
  const giftCard = readCompletion(draft.giftCard, currency);
  const creditMemo = readCompletion(draft.creditMemo, currency);
  const allowed = readPolicy(draft, currency);
  if (giftCard === null || creditMemo === null || allowed === null) return null;
  return { posting: { giftCard, creditMemo }, policy: allowed };
}

/** Every field as a value, readable or not. */
export function valuesOf(draft: Draft, currency: Currency): Values {
  const values = (kind: InstrumentKind) =>
    Object.fromEntries(
      partsOf(kind).map((part) => [
        part,
        isSwitch(part) ? draft[kind][part] : readPart(part, draft[kind][part], currency),
      ]),
    );
  return { giftCard: values('giftCard'), creditMemo: values('creditMemo') };
}

/** The values of parameters that are saved. */
export const valuesIn = ({ posting, policy: allowed }: Posting): Values => ({
  giftCard: {
    ...posting.giftCard,
    ...allowed.giftCard,
    ranges: rangesText(allowed.giftCard.ranges) || null,
  },
  creditMemo: { ...posting.creditMemo, ...allowed.creditMemo },
});

/** The fields in which two states differ, in the order of the page. */
export const changesBetween = (before: Values, after: Values): Change[] =>
  kinds.flatMap((kind) =>
    partsOf(kind)
      .filter((part) => before[kind][part] !== after[kind][part])
      .map((part) => ({ kind, part, before: before[kind][part], after: after[kind][part] })),
  );

/** Fields that cannot be read, and a least amount that no card could hold. */
export const flawsOf = (draft: Draft, currency: Currency): Place[] => {
  const values = valuesOf(draft, currency);
  const { leastAmount: least, mostBalance: most } = values.giftCard;
  const isTooMuch = typeof least === 'number' && typeof most === 'number' && least > most;
  return kinds.flatMap((kind) =>
    partsOf(kind)
      .filter((part) => values[kind][part] === undefined || (isTooMuch && part === 'leastAmount'))
      .map((part) => ({ kind, part })),
  );
};

/** The field at a place in what is saved, as headquarters names it: "policy.giftCard.ranges.0.until". null for any other place. */
export function fieldAt(at: string | number | undefined): Place | null {
  const [group, kind, part] = String(at).split('.');
  if (group !== 'posting' && group !== 'policy') return null;
  const found = kinds.find((one) => one === kind);
  if (found === undefined) return null;
  const field = partsOf(found).find((one) => one === part);
  return field === undefined || isSwitch(field) ? null : { kind: found, part: field };
}

/** Puts what was edited since `base` on top of a newer version, field by field. */
export function rebase(draft: Draft, base: Posting, newer: Posting, currency: Currency): Draft {
  const edited = changesBetween(valuesIn(base), valuesOf(draft, currency));
  const start = draftOf(newer, currency);
  const rule = (kind: InstrumentKind): RuleDraft => {
    const mine = edited.filter((change) => change.kind === kind).map(({ part }) => part);
    return { ...start[kind], ...Object.fromEntries(mine.map((part) => [part, draft[kind][part]])) };
  };
  return { giftCard: rule('giftCard'), creditMemo: rule('creditMemo') };
}
