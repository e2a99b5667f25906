/**
 * The store's suspended sales as their registers state them (decision 0010). Kept in memory: every register says all of it again, and what is on its
 * way stays with the register that gave it until the other one has it. So a restart, or a database from an older backup, loses nothing.
 */
import { fault } from '../../shared/fault.ts';
import type { Clock, Instant, RegisterId, SaleId } from '../../shared/identity.ts';
import {
  mostHandovers,
  type SuspendedHeard,
  type SuspendedTold,
} from '../../shared/wire/suspended.ts';
import type { Device } from './devices.ts';

/** A register that states its sales every two seconds counts as away after so many ms without a word. */
const awayAfter = 10_000;
/** A want that is not repeated lapses; nobody waits any more. Safety does not rest on it: the register that has the sale decides. */
const wantFor = 5000;

type Statement = {
  readonly place: Device;
  readonly told: SuspendedTold;
  readonly at: Instant;
  readonly running: number;
};
type Want = { readonly place: Device; readonly until: number };

export type Board = {
  /** Takes in what the register states and answers what concerns it. */
  readonly exchange: (place: Device, told: SuspendedTold) => SuspendedHeard;
};

export function makeBoard(clock: Clock): Board {
  const statements = new Map<RegisterId, Statement>();
  const wants = new Map<SaleId, Want>();
  /** Hand-overs that were taken; forgotten when nobody states them as given any more. */
  const taken = new Set<string>();

  const others = (place: Device): Statement[] =>
    [...statements.values()].filter(
      (one) => one.place.store === place.store && one.place.register !== place.register,
    );
  const isAway = (one: Statement): boolean => clock.running() - one.running > awayAfter;

  function note(place: Device, told: SuspendedTold): SuspendedHeard['refused'] {
    const running = clock.running();
    const refused: SuspendedHeard['refused'] = [];
    for (const [sale, want] of wants)
      if (want.until < running || want.place.register === place.register) wants.delete(sale);
    for (const sale of told.wants) {
      const holder = others(place).find((one) =>
        one.told.offers.some((each) => each.sale === sale),
      );
      const isComing = others(place).some((one) =>
        one.told.given.some((each) => each.to === place.register && each.cart.sale === sale),
      );
      const first = wants.get(sale);
      if (isComing) continue;
      if (first !== undefined)
        refused.push({ sale, fault: fault('suspend.wanted', { register: first.place.name }) });
      else if (holder === undefined) refused.push({ sale, fault: fault('cart.unknown') });
      else if (isAway(holder))
        refused.push({
          sale,
          fault: fault('suspend.away', { register: holder.place.name, since: holder.at }),
        });
      else wants.set(sale, { place, until: running + wantFor });
    }
    return refused;
  }

  return {
    exchange: (place, told) => {
      statements.set(place.register, { place, told, at: clock.now(), running: clock.running() });
      for (const handover of told.taken) taken.add(handover);
      const refused = note(place, told);
      const given = new Set(
        [...statements.values()].flatMap((one) => one.told.given.map((each) => each.handover)),
      );
      for (const handover of taken) if (!given.has(handover)) taken.delete(handover);
      const rest = others(place);
      return {
        refused,
        wanted: told.offers.flatMap(({ sale }) => {
          const want = wants.get(sale);
          return want === undefined || want.place.register === place.register
            ? []
            : [{ sale, by: want.place.register, name: want.place.name }];
        }),
        arrived: rest
          .flatMap((one) =>
            one.told.given
              .filter((each) => each.to === place.register && !taken.has(each.handover))
              .map(({ handover, at, by, cart }) => ({
                ...{ handover, at, by, cart },
                from: one.place.name,
              })),
          )
          .slice(0, mostHandovers),
        settled: told.given.flatMap(({ handover }) => (taken.has(handover) ? [handover] : [])),
        others: rest
          .flatMap((one) =>
            one.told.offers.map((each) => ({
              ...each,
              registerName: one.place.name,
              away: isAway(one) ? one.at : null,
            })),
          )
          .slice(0, 2000),
      };
    },
  };
}
