/** A register that is nothing but the wire contract: one card after the other is locked, pays a sale and is settled. */
import { randomBytes } from 'node:crypto';
import type { Entry } from '../../../shared/entry.ts';
import type { Held, Hold, SignedGrant } from '../../../shared/lock.ts';
import { minor } from '../../../shared/money.ts';
import { cash, entryOf, goods, instrument, sealedSale } from '../../server/headquarters/sealed.ts';

export type Till = {
  readonly register: string;
  /** The statement that wants this card and nothing else, or nothing; sent, it is the register's newest. */
  readonly hold: (card: string | null) => Hold;
  /** What the newest statement's answer granted; null when the card was refused. */
  readonly granted: (held: Held) => SignedGrant | null;
  /** The next entry: a sale of one product, paid by the card or in cash. */
  readonly sell: (grant: SignedGrant | null) => Entry;
};

const price = 250;

/** `epoch`: headquarters'. */
export function makeTill(register: string, epoch: number): Till {
  const made = { seq: 0, entries: 0 };
  let lastHold: string | null = null;
  let last: Entry | null = null;
  let request = '';
  return {
    register,
    hold: (card) => {
      made.seq += 1;
      request = randomBytes(16).toString('hex');
      const id = randomBytes(16).toString('hex');
      const predecessors = lastHold === null ? [] : [lastHold];
      lastHold = id;
      const want = {
        request,
        kind: 'giftCard' as const,
        purpose: 'pay' as const,
        sale: `${register}.${request}`,
        cashier: '101',
        currency: 'USD',
        amount: minor(0),
      };
      return {
        register,
        incarnation: 0,
        seq: made.seq,
        id,
        predecessors,
        epoch,
        head: last === null ? null : { number: made.entries, hash: last.hash },
        wants: card === null ? [] : [{ ...want, number: card }],
      };
    },
    granted: (held) => {
      const outcome = held.results?.[request];
      return outcome?.state === 'granted' ? outcome.grant : null;
    },
    sell: (grant) => {
      const number = made.entries + 1;
      const facts = {
        sale: grant?.grant.sale ?? `${register}-${number}`,
        register,
        receipt: `${register}-${String(number).padStart(6, '0')}`,
        shift: `${register}-1`,
        grants: grant === null ? [] : [grant],
      };
      const paid = grant === null ? cash(price) : instrument(grant, price);
      const body = { kind: 'sale' as const, sale: sealedSale(facts, [goods(price), paid]) };
      last = entryOf(register, number, last === null ? [] : [last.hash], body);
      made.entries = number;
      return last;
    },
  };
}
