/** What a store allows of each way to pay. A limit that is null does not limit. Pure: the register asks, headquarters may ask again. */
import { done, fail, type Result } from './fault.ts';
import type { ForeignCurrency } from './foreign.ts';
import { add, minor, negate, zero, type Minor } from './money.ts';
import type { Tender } from './tender.ts';

export type TenderKind = Tender['kind'];

/** All amounts in minor units of the store's currency. */
export type TenderRule = {
  /** The least that one tender pays; absent: any amount. Not sent where it is absent, as an older register knows no such field. */
  readonly leastPerLine?: Minor | undefined;
  readonly mostPerLine: Minor | null;
  readonly mostPerSale: Minor | null;
  /** How much a tender may exceed what is due; the excess is change. 0: not at all. */
  readonly mostOver: Minor;
  /** What change for a tender of this kind is given by. */
  readonly change: 'cash' | 'creditMemo';
  /** Change below this is cash all the same. */
  readonly memoFrom: Minor;
  /** Whether it may pay less than is due. */
  readonly part: boolean;
  /** Whether money may be given back by it. */
  readonly back: boolean;
  /** Whether money goes back by it only for goods that come back by their receipt; absent: for others as well. */
  readonly backByReceipt?: true | undefined;
  /** The drawer opens from this amount on; null: never. */
  readonly drawerFrom: Minor | null;
};
export type TenderRules = Readonly<Record<TenderKind, TenderRule>>;

/** What head office tells a store about money at the counter. */
export type TenderPolicy = {
  readonly kinds: TenderRules;
  readonly currencies: readonly ForeignCurrency[];
  /** The smallest coin in minor units; cash is rounded to it. 1: every minor unit is a coin. */
  readonly coin: number;
  /** Cash in the drawer above which a safe drop is asked for. */
  readonly drawerMost: Minor | null;
  /** Whether a refund by receipt goes back the way it was paid. */
  readonly refundBy: 'any' | 'original';
  /** The largest balance of a gift card that may be paid out in cash; null: none may. */
  readonly cashOutMost: Minor | null;
};

/** Beyond this, cash above what is due is a typing error. */
const typingError = minor(1_000_000_000);

const exact: TenderRule = {
  mostPerLine: null,
  mostPerSale: null,
  mostOver: zero,
  change: 'cash',
  memoFrom: zero,
  part: true,
  back: true,
  drawerFrom: null,
};
const money: TenderRule = { ...exact, mostOver: typingError, drawerFrom: zero };

export const defaultTenderPolicy: TenderPolicy = {
  kinds: {
    cash: money,
    currency: { ...money, back: false },
    check: { ...exact, back: false, drawerFrom: zero },
    card: exact,
    giftCard: exact,
    creditMemo: exact,
  },
  currencies: [],
  coin: 1,
  drawerMost: null,
  refundBy: 'any',
  cashOutMost: null,
};

/** What of a kind is in the sale already, without sign. */
export const tenderedOf = (kind: TenderKind, tenders: readonly Tender[]): Minor =>
  add(zero, ...tenders.flatMap((tender) => (tender.kind === kind ? [size(tender.amount)] : [])));

const size = (amount: Minor): Minor => (amount < 0 ? negate(amount) : amount);

/**
 * Whether the rule lets one more tender of the amount into the sale. `due`: what is still to be paid (by cash: rounded), `before`: what of
 * the kind is in the sale. Faults: tender.back, tender.part { due }, tender.over { most }, amount.tooLarge { most }, tender.leastPerLine { least },
 * tender.mostPerLine { most }, tender.mostPerSale { most }.
 */
export function keepsRule(
  rule: TenderRule,
  amount: Minor,
  due: Minor,
  before: Minor,
): Result<void> {
  if (amount < 0 && !rule.back) return fail('tender.back');
  if (!rule.part && size(amount) < size(due)) return fail('tender.part', { due: size(due) });
  if (amount > 0 && amount - due > rule.mostOver) {
    const most = due + rule.mostOver;
    return rule.mostOver === 0 ? fail('tender.over', { most }) : fail('amount.tooLarge', { most });
  }
  const { leastPerLine } = rule;
  if (leastPerLine !== undefined && amount > 0 && amount < leastPerLine)
    return fail('tender.leastPerLine', { least: leastPerLine });
  const limits = [
    ['tender.mostPerLine', rule.mostPerLine, size(amount)],
    ['tender.mostPerSale', rule.mostPerSale, add(before, size(amount))],
  ] as const;
  const broken = limits.find(([, most, asked]) => most !== null && asked > most);
  return broken ? fail(broken[0], { most: broken[1] ?? 0 }) : done;
}

/** Whether what a tender exceeds the due by comes back as a credit memo and not as cash. */
export const isMemoChange = (rule: TenderRule, over: Minor): boolean =>
  rule.change === 'creditMemo' && over > 0 && over >= rule.memoFrom;

/** Whether the drawer is needed for this money: coins come out, or a tender goes in that its rule names. */
export const needsDrawer = (
  rules: TenderRules,
  tenders: readonly Tender[],
  change: Minor,
): boolean =>
  change > 0 ||
  tenders.some(({ kind, amount }) => {
    const from = rules[kind].drawerFrom;
    return from !== null && size(amount) >= from;
  });

/** The most of a kind that the limits leave for one more tender; null: they leave all. */
export function leftOf(rule: TenderRule, before: Minor): Minor | null {
  const inSale = rule.mostPerSale === null ? null : minor(Math.max(0, rule.mostPerSale - before));
  if (rule.mostPerLine === null) return inSale;
  return inSale === null ? rule.mostPerLine : minor(Math.min(rule.mostPerLine, inSale));
}
