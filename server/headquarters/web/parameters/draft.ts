/** What stands in the fields of Posting before it is saved: limits as the text that was typed, an empty one for no limit. */
import type { InstrumentKind } from '../../../../shared/instrument.ts';
import { decimalText, parseDecimal, type Currency, type Minor } from '../../../../shared/money.ts';
import type { CompletionRule, Parameters } from '../../../../shared/parameters.ts';

export const kinds = ['giftCard', 'creditMemo'] as const satisfies readonly InstrumentKind[];
export const limits = ['mostPerSale', 'mostHours', 'mostPending'] as const;
export const parts = ['completeOffline', ...limits] as const;
export type Limit = (typeof limits)[number];
export type Part = (typeof parts)[number];
export type Place = { readonly kind: InstrumentKind; readonly part: Part };

export type Posting = Parameters['posting'];
export type RuleDraft = { readonly completeOffline: boolean } & Readonly<Record<Limit, string>>;
export type Draft = Readonly<Record<InstrumentKind, RuleDraft>>;

/** The most hours that the contract with headquarters takes. */
export const mostHours = 10_000;

/** A field's value; null is no limit, undefined a text that cannot be read. */
export type Value = boolean | number | null | undefined;
type Values = Readonly<Record<InstrumentKind, Readonly<Record<Part, Value>>>>;
export type Change = Place & { readonly before: Value; readonly after: Value };

const plain = (text: string): string => text.normalize('NFKC').trim();

/** "$1,234.50", "1234.5" or "200" as minor units. A comma counts only where it groups thousands, so that 1,50 is never 150. */
export function readAmount(typed: string, currency: Currency): Minor | null | undefined {
  const text = withoutSymbol(plain(typed), currency);
  if (text === '') return plain(typed) === '' ? null : undefined;
  const grouped = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(text);
  const amount = parseDecimal(grouped ? text.replaceAll(',', '') : text, currency);
  return amount === undefined || amount < 0 ? undefined : amount;
}

function withoutSymbol(text: string, currency: Currency): string {
  const symbol = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  })
    .formatToParts(0)
    .find((part) => part.type === 'currency');
  const sign = [currency, symbol?.value ?? currency].find((prefix) => text.startsWith(prefix));
  return sign === undefined ? text : text.slice(sign.length).trim();
}

/** Whole or broken hours up to the most that headquarters takes. */
export function readHours(typed: string): number | null | undefined {
  const text = plain(typed);
  if (text === '') return null;
  const hours = /^\d{1,5}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined;
  return hours === undefined || hours > mostHours ? undefined : hours;
}

export function readCount(typed: string): number | null | undefined {
  const text = plain(typed);
  if (text === '') return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

export function readLimit(
  limit: Limit,
  typed: string,
  currency: Currency,
): number | null | undefined {
  switch (limit) {
    case 'mostPerSale':
      return readAmount(typed, currency);
    case 'mostHours':
      return readHours(typed);
    case 'mostPending':
      return readCount(typed);
  }
}

const typedNumber = (value: number | null): string => (value === null ? '' : String(value));

function ruleDraftOf(rule: CompletionRule, currency: Currency): RuleDraft {
  const { completeOffline, mostPerSale } = rule;
  return {
    completeOffline,
    mostPerSale: mostPerSale === null ? '' : decimalText(mostPerSale, currency),
    mostHours: typedNumber(rule.mostHours),
    mostPending: typedNumber(rule.mostPending),
  };
}

export const draftOf = (posting: Posting, currency: Currency): Draft => ({
  giftCard: ruleDraftOf(posting.giftCard, currency),
  creditMemo: ruleDraftOf(posting.creditMemo, currency),
});

function readRule(rule: RuleDraft, currency: Currency): CompletionRule | null {
  const amount = readAmount(rule.mostPerSale, currency);
  const hours = readHours(rule.mostHours);
  const pending = readCount(rule.mostPending);
  if (amount === undefined || hours === undefined || pending === undefined) return null;
  const { completeOffline } = rule;
  return { completeOffline, mostPerSale: amount, mostHours: hours, mostPending: pending };
}

/** The draft as parameters; null while a field cannot be read. */
export function readDraft(draft: Draft, currency: Currency): Posting | null {
  const giftCard = readRule(draft.giftCard, currency);
  const creditMemo = readRule(draft.creditMemo, currency);
  return giftCard === null || creditMemo === null ? null : { giftCard, creditMemo };
}

function ruleValues(rule: RuleDraft, currency: Currency): Record<Part, Value> {
  const { completeOffline } = rule;
  return {
    completeOffline,
    mostPerSale: readAmount(rule.mostPerSale, currency),
    mostHours: readHours(rule.mostHours),
    mostPending: readCount(rule.mostPending),
  };
}

/** Every field as a value, readable or not. */
export const valuesOf = (draft: Draft, currency: Currency): Values => ({
  giftCard: ruleValues(draft.giftCard, currency),
  creditMemo: ruleValues(draft.creditMemo, currency),
});

/** The fields in which two states differ, in the order of the page. */
export const changesBetween = (before: Values, after: Values): Change[] =>
  kinds.flatMap((kind) =>
    parts
      .filter((part) => before[kind][part] !== after[kind][part])
      .map((part) => ({ kind, part, before: before[kind][part], after: after[kind][part] })),
  );

/** Fields that cannot be read. */
export const flawsOf = (draft: Draft, currency: Currency): Place[] => {
  const values = valuesOf(draft, currency);
  return kinds.flatMap((kind) =>
    parts.filter((part) => values[kind][part] === undefined).map((part) => ({ kind, part })),
  );
};

/** The limit at a place in what is saved, as headquarters names it: "posting.giftCard.mostHours". null for any other place. */
export function limitAt(at: string | number | undefined): Place | null {
  for (const kind of kinds)
    for (const part of limits) if (at === `posting.${kind}.${part}`) return { kind, part };
  return null;
}

/** Puts what was edited since `base` on top of a newer version, field by field. */
export function rebase(draft: Draft, base: Posting, newer: Posting, currency: Currency): Draft {
  const edited = changesBetween(base, valuesOf(draft, currency));
  const start = draftOf(newer, currency);
  const rule = (kind: InstrumentKind): RuleDraft => {
    const mine = edited.filter((change) => change.kind === kind).map(({ part }) => part);
    return { ...start[kind], ...Object.fromEntries(mine.map((part) => [part, draft[kind][part]])) };
  };
  return { giftCard: rule('giftCard'), creditMemo: rule('creditMemo') };
}
