/**
 * Suspended sales that go from register to register (decision 0010). A sale is given up here only when another register waits for it, in one
 * transaction; it is stated again until that register has it. What arrives is taken in one transaction before it is said to be taken.
 */
import { totals } from '../../shared/cart.ts';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Chance, Clock, SaleId } from '../../shared/identity.ts';
import {
  mostOffers,
  type SuspendedHeard,
  type SuspendedTold,
} from '../../shared/wire/suspended.ts';
import { suspendedCarts } from '../database/carts.ts';
import { forgetGiven, givenSales, giveSale, takeSale } from '../database/handovers.ts';
import { readIdentity } from '../database/identity.ts';
import type { Database } from '../database/open.ts';
import { transaction } from '../database/transaction.ts';
import type { Turn } from './activity.ts';
import type { Channel } from './channel.ts';
import { backoff, waitAsked } from './pace.ts';
import type { Timers } from './timers.ts';

/** How often what is offered here is looked at, a cashier's want is repeated, and a register with neither asks, ms. */
const offering = 2000;
const wanting = 400;
const idle = 60_000;
/** How long it rests after failures, ms. */
const pace = { first: 1000, most: 120_000 };
/** So long a cashier waits for another register, ms. */
const patience = 12_000;

export type Handovers = {
  /** States what is suspended here and acts on the answer, until nothing more comes of it. */
  readonly turn: () => Promise<Turn>;
  /** Whether other sales are suspended here than were stated last. */
  readonly isNews: () => boolean;
  readonly suspended: () => Promise<Result<SuspendedHeard['others']>>;
  /** Brings a sale here. Faults: cart.unknown, suspend.wanted, suspend.away, suspend.noAnswer, those of the channel. */
  readonly fetch: (sale: SaleId) => Promise<Result<void>>;
};

export type HandoverPorts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly timers: Timers;
  readonly channel: Pick<Channel, 'suspended'>;
  readonly isUp: () => boolean;
  readonly signal: () => AbortSignal;
  /** Runs a turn now, never twice at once. */
  readonly now: () => Promise<Result<void>>;
};

export function makeHandovers(ports: HandoverPorts): Handovers {
  const { db, clock, chance, timers, channel, now } = ports;
  const wants = new Set<SaleId>();
  let taken: readonly string[] = [];
  let heard: SuspendedHeard | null = null;
  let stated = '';
  let failures = 0;

  const standing = (): string =>
    suspendedCarts(db)
      .map(({ cart }) => cart.sale)
      .join();

  const say = (): SuspendedTold => ({
    register: readIdentity(db)?.register ?? '',
    offers: suspendedCarts(db)
      .slice(0, mostOffers)
      .map(({ cart, at, by }) => {
        const { items, total } = totals(cart);
        return { sale: cart.sale, at, by, items, total };
      }),
    given: givenSales(db),
    taken: [...taken],
    wants: [...wants],
  });

  /** All that an answer leads to here, in one transaction; whether the channel must hear of it. */
  const act = (told: SuspendedTold, answer: SuspendedHeard): boolean => {
    const gifts = answer.wanted.map(({ sale, by }) => ({ handover: chance.id(), sale, to: by }));
    if (gifts.length + answer.settled.length + answer.arrived.length === 0) return false;
    return transaction(db, () => {
      forgetGiven(db, answer.settled);
      for (const arrived of answer.arrived) takeSale(db, arrived, clock.now());
      const given = gifts.filter((gift) => giveSale(db, gift, clock.now()));
      const isNews = answer.arrived.some(({ handover }) => !told.taken.includes(handover));
      return given.length > 0 || isNews;
    });
  };

  const exchange = async (): Promise<Result<number>> => {
    for (let more = true; more;) {
      stated = standing();
      const told = say();
      const answer = await channel.suspended(told, ports.signal());
      if (!answer.ok) return answer;
      heard = answer.value;
      more = act(told, answer.value);
      taken = answer.value.arrived.map(({ handover }) => handover);
    }
    const isOffering = suspendedCarts(db).length + givenSales(db).length > 0;
    return ok(wants.size > 0 ? wanting : isOffering ? offering : idle);
  };

  const turn = async (): Promise<Turn> => {
    if (!ports.isUp()) return { result: fail('channel.unreachable'), again: null };
    const exchanged = await exchange();
    failures = exchanged.ok ? 0 : failures + 1;
    if (exchanged.ok) return { result: done, again: exchanged.value };
    const wait = backoff(failures, pace, chance.fraction());
    return { result: exchanged, again: waitAsked(exchanged, wait, chance.fraction) };
  };

  const isHere = (sale: SaleId): boolean =>
    suspendedCarts(db).some((each) => each.cart.sale === sale);
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      timers.after(wanting, resolve);
    });

  return {
    turn,
    isNews: () => standing() !== stated,
    suspended: async () => {
      const ran = await now();
      return ran.ok ? ok(heard?.others ?? []) : ran;
    },
    fetch: async (sale) => {
      const until = clock.running() + patience;
      const registerName = heard?.others.find((one) => one.sale === sale)?.registerName ?? '';
      wants.add(sale);
      try {
        for (;;) {
          const ran = await now();
          if (!ran.ok) return ran;
          if (isHere(sale)) return done;
          const refused = heard?.refused.find((one) => one.sale === sale);
          if (refused !== undefined) return { ok: false, fault: refused.fault };
          if (clock.running() >= until) return fail('suspend.noAnswer', { register: registerName });
          await pause();
        }
      } finally {
        wants.delete(sale);
      }
    },
  };
}
