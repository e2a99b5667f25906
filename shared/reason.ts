/** Why something was done that costs money or goods, chosen from the store's own list. */
import type { Text } from './identity.ts';

/** What asks for a reason as soon as the store has one for it. */
export const reasonUses = ['voidLine', 'voidSale'] as const;
export type ReasonUse = (typeof reasonUses)[number];
export type Reason = {
  readonly id: string;
  readonly name: Text;
  readonly uses: readonly ReasonUse[];
};

/** The reasons that this act may be given. */
export const reasonsFor = (use: ReasonUse, reasons: readonly Reason[]): readonly Reason[] =>
  reasons.filter((reason) => reason.uses.includes(use));
