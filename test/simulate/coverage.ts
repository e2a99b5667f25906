/** How often each interesting case really happened: a simulation that never met a case proves nothing about it. */

export const cases = [
  'a grant was given',
  'an ask was refused',
  'a withdrawal overtook its ask',
  'a grant arrived after its ask was given up',
  'a grant arrived after the line dropped',
  'an ask was given up for lack of an answer',
  'a HOLD was handled twice',
  'a HOLD arrived after a newer one',
  'a request was lost',
  'an answer was lost',
  'an answer was lost after its entries were posted',
  'a message was doubled',
  'a message was overtaken',
  'only one direction was lost',
  'a sale was finished offline with an instrument',
  'a sale was finished in the last moment before the line was known to be down',
  'an offline sale was refused by the rule',
  'a card sold with a sale came into being',
  'value was added to a card',
  'a memo left a remainder',
  'a memo left a remainder offline',
  'a remainder memo paid again',
  'a memo was refused before its sale had arrived',
  'a return was paid onto a memo',
  'a return was paid onto a card',
  'a sale used several instruments',
  'a sale was voided while it held a lock',
  'a tender was taken out and its lock freed',
  'a sale with a lock was not suspended',
  'the parameters changed while a lock was held',
  'a register crashed while it held a lock',
  'a register crashed with entries not sent',
  'a register was killed at a statement',
  'a register was killed between commit and witness',
  'a register was killed within a commit',
  'the disk was full',
  'a forged grant was not believed',
  'the channel crashed',
  'headquarters crashed',
  'the channel was killed at a statement',
  'headquarters was killed at a statement',
  'the wall clock jumped',
  'a lock was broken while held',
  'a lock was broken while spent',
  'a held tender left the sale because its lock was broken',
  'a sale settled late',
  'a sale ended in a shortfall',
  'a late sale took nothing from a promised instrument',
  'a remainder memo was blocked',
  'the channel was restored',
  'a register was restored by its own procedure',
  'a register was restored and its witness told',
  'a register was restored and nobody told',
  'the channel gave a register its lost entries',
  'headquarters found a register rolled back',
  'a restored register raised its incarnation',
  'a number was used twice',
  'one sale was posted twice',
  'headquarters was restored',
  'recovery took a forgotten lock over',
  'recovery settled a sale whose lock was forgotten',
  'recovery refused to grant',
  'recovery waited for another posting of the instrument',
  'an entry was lost with every disk that held it',
] as const;
export type Case = (typeof cases)[number];

export type Coverage = Map<Case, number>;

export const count = (coverage: Coverage, met: Case): void =>
  void coverage.set(met, (coverage.get(met) ?? 0) + 1);

export function addCoverage(sum: Coverage, more: Coverage): void {
  for (const [met, times] of more) sum.set(met, (sum.get(met) ?? 0) + times);
}

export const neverMet = (coverage: Coverage): Case[] => cases.filter((each) => !coverage.has(each));
