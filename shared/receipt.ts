/** One description of a receipt or voucher, rendered to the screen here and to paper by a device. */
import type { Language, Instant } from './identity.ts';
import type { Currency, Minor } from './money.ts';

export type ReceiptText =
  | { readonly part: 'title'; readonly text: string }
  | { readonly part: 'centre'; readonly text: string; readonly strong?: boolean }
  | {
      readonly part: 'pair';
      readonly left: string;
      readonly right: string;
      readonly strong?: boolean;
      readonly large?: boolean;
    }
  | { readonly part: 'text'; readonly text: string }
  | { readonly part: 'value'; readonly label: string; readonly value: string }
  | { readonly part: 'rule' }
  | { readonly part: 'box'; readonly title: string; readonly text: string }
  | { readonly part: 'barcode'; readonly value: string; readonly caption: string | null };

/** A paper: a sale's receipt, a shift's report, or a voucher for a memo (whose full number only this paper carries). */
export type Paper = {
  readonly kind: 'receipt' | 'voucher' | 'report';
  readonly language: Language;
  readonly currency: Currency;
  readonly at: Instant;
  readonly value: Minor;
  readonly parts: readonly ReceiptText[];
};
