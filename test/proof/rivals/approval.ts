/**
 * Two ways to take a gift card offline without a lock, restated: a balance cached for 24 hours, and a floor limit. Registers are cut off by
 * the same partitions as in row "race" and tell head office of their debits when they are back.
 */
import type { SeededChance } from '../../../tools/replay/chance.ts';

/** `known`: the balance that this register heard last; null when it never did. */
export type Approval = (amount: number, known: number | null) => boolean;

/** Approved when the balance cached within the last 24 hours covers it; the whole race is shorter than that. */
export const cachedBalance: Approval = (amount, known) => known !== null && known >= amount;
const floorLimit = 2500;
/** Approved up to a floor limit, whatever the card holds. */
export const belowFloor: Approval = (amount) => amount <= floorLimit;

const registers = 50;
const worth = 10_000;
const mostPaid = 3000;

/** Cents that were handed out beyond what the cards held. */
export function overRedeemed(approve: Approval, operations: number, chance: SeededChance): number {
  const cards = Array.from({ length: 200 }, () => worth);
  const cached = Array.from({ length: registers }, () => new Map<number, number>());
  const cutFor = Array.from({ length: registers }, () => 0);
  const owed = Array.from({ length: registers }, (): { card: number; amount: number }[] => []);
  const debit = (card: number, amount: number): void => {
    cards[card] = (cards[card] ?? 0) - amount;
  };
  const reconnect = (register: number): void => {
    for (const { card, amount } of owed[register]?.splice(0) ?? []) debit(card, amount);
  };
  for (let done = 0; done < operations; done += 1) {
    const register = done % registers;
    const left = (cutFor[register] ?? 0) - 1;
    cutFor[register] = left <= 0 && chance.happens(0.06) ? 1 + chance.below(8) : left;
    const isCut = (cutFor[register] ?? 0) > 0;
    if (!isCut) reconnect(register);
    const card = chance.below(cards.length);
    const amount = 1 + chance.below(mostPaid);
    const known = cached[register];
    if (isCut) {
      if (!approve(amount, known?.get(card) ?? null)) continue;
      owed[register]?.push({ card, amount });
      if (known?.has(card)) known.set(card, (known.get(card) ?? 0) - amount);
    } else {
      const balance = cards[card] ?? 0;
      if (balance >= amount) debit(card, amount);
      known?.set(card, cards[card] ?? 0);
    }
  }
  for (let register = 0; register < registers; register += 1) reconnect(register);
  return cards.reduce((sum, balance) => sum + Math.max(0, -balance), 0);
}
