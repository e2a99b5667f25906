/** Chains of entries as registers would send them, some of them poisoned: unreadable for ever, or sent twice. */
import { canonical, hashText } from '../../../shared/hash.ts';
import type { Entry } from '../../../shared/entry.ts';
import type { Hash } from '../../../shared/identity.ts';
import type { SeededChance } from '../../../tools/replay/chance.ts';
import { cash, entryOf, goods, sealedSale } from '../../server/headquarters/sealed.ts';

/** `unreadable`: of a kind that nobody knows. `damaged`: the sender's own copy does not have its hash. */
export type Poison = 'unreadable' | 'damaged';
export type Chain = {
  readonly register: string;
  /** In the order of sending; some come twice. */
  readonly sent: readonly Entry[];
  readonly good: readonly Hash[];
  readonly bad: readonly Hash[];
  readonly twice: number;
};

const price = 10;

function entryAt(
  register: string,
  number: number,
  previous: readonly Hash[],
  poison: Poison | null,
): Entry {
  const receipt = `${register}-${number}`;
  const facts = { sale: `${register}.${number}`, register, receipt };
  const sale = sealedSale(facts, [goods(price), cash(price)]);
  const entry = entryOf(register, number, previous, { kind: 'sale', sale });
  if (poison === null) return entry;
  if (poison === 'damaged')
    return { hash: entry.hash, content: entry.content.replace('Tea', 'Tee') };
  const content = { ...sealEntryContent(entry), body: { kind: 'from the future' } };
  const text = canonical(content);
  return { hash: hashText(text), content: text };
}

const sealEntryContent = (entry: Entry): object => JSON.parse(entry.content) as object;

/** `share`: of a hundred entries, how many are poisoned, and how many come twice. */
export function makeChain(
  register: string,
  length: number,
  share: number,
  chance: SeededChance,
): Chain {
  const sent: Entry[] = [];
  const good: Hash[] = [];
  const bad: Hash[] = [];
  let twice = 0;
  let previous: Hash[] = [];
  const every = share === 0 ? Infinity : Math.round(100 / share);
  for (let number = 1; number <= length; number += 1) {
    // Spread by chance, and sure to come: one of each hundred.
    const isBad = number % every === every - 1;
    const poison = isBad ? (chance.happens(0.5) ? 'unreadable' : 'damaged') : null;
    const entry = entryAt(register, number, previous, poison);
    previous = [entry.hash];
    sent.push(entry);
    (isBad ? bad : good).push(entry.hash);
    if (number % every === Math.floor(every / 2)) {
      sent.push(entry);
      twice += 1;
    }
  }
  return { register, sent, good, bad, twice };
}
