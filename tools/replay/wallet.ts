/** The gift cards and credit memos that customers hold while a day is replayed. */
import type { InstrumentKind } from '../../shared/instrument.ts';
import type { Minor } from '../../shared/money.ts';
import type { Paper } from '../../shared/receipt.ts';
import type { SeededChance } from './chance.ts';

export type Held = { readonly kind: InstrumentKind; readonly number: string };
export type Wallet = {
  /** An instrument for a sale of this size, or none: three sales in ten are paid by one. */
  readonly choose: (due: Minor) => Held | undefined;
  readonly putBack: (held: Held) => void;
  /** Keeps the memo whose number a printed voucher carries. */
  readonly keepVouchers: (papers: readonly Paper[]) => void;
  readonly memosKept: () => number;
  readonly memosSpent: () => number;
};

export function openWallet(giftCards: readonly string[], chance: SeededChance): Wallet {
  const memos: string[] = [];
  let kept = 0;
  let spent = 0;
  return {
    choose: () => {
      if (!chance.happens(0.3)) return undefined;
      const number = chance.happens(0.5) ? memos.shift() : undefined;
      if (number !== undefined) {
        spent += 1;
        return { kind: 'creditMemo', number };
      }
      const card = giftCards[chance.below(giftCards.length)];
      return card === undefined ? undefined : { kind: 'giftCard', number: card };
    },
    putBack: (held) => {
      if (held.kind !== 'creditMemo') return;
      spent -= 1;
      memos.push(held.number);
    },
    keepVouchers: (papers) => {
      for (const paper of papers) {
        const barcode = paper.parts.find((part) => part.part === 'barcode');
        if (paper.kind !== 'voucher' || barcode?.part !== 'barcode') continue;
        memos.push(barcode.value);
        kept += 1;
      }
    },
    memosKept: () => kept,
    memosSpent: () => spent,
  };
}
