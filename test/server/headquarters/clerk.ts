/** A register that asks headquarters directly: it keeps its wants and its line of HOLDs, and gives grants and outcomes. */
import type { Held, Outcome, SignedGrant, Want } from '../../../shared/lock.ts';
import type { Result } from '../../../shared/fault.ts';
import { zero } from '../../../shared/money.ts';
import { handleHold } from '../../../server/headquarters/holds.ts';
import { cardNumber, unwrap, type TestWorld } from './world.ts';

export type Ask = Partial<Want> & { readonly card?: string };
export type Clerk = {
  readonly register: string;
  /** Adds a want and states the whole set. */
  readonly ask: (request: string, want: Ask) => Promise<Outcome>;
  /** As `ask`, and the answer must be a grant. */
  readonly lock: (request: string, want: Ask) => Promise<SignedGrant>;
  /** As `ask`, in the same statement that wants the request `given` no more. */
  readonly askInstead: (given: string, request: string, want: Ask) => Promise<Outcome>;
  /** Wants a request no more. */
  readonly drop: (request: string) => Promise<void>;
  /** States the set again, in another epoch when told. */
  readonly say: (
    epoch?: number,
    head?: { number: number; hash: string } | null,
  ) => Promise<Result<Held>>;
};

export function makeClerk(world: () => TestWorld, register: string): Clerk {
  const wants = new Map<string, Want>();
  const line: string[] = [];
  const incarnation = 0;
  const say: Clerk['say'] = async (epoch = 1, head = null) => {
    const id = `${register}.${incarnation}.${line.length + 1}`;
    const held = await handleHold(world().now(), {
      register,
      incarnation,
      seq: line.length + 1,
      id,
      predecessors: [...line],
      epoch,
      head,
      wants: [...wants.values()],
    });
    line.push(id);
    return held;
  };
  const ask: Clerk['ask'] = async (request, { card, ...want }) => {
    const number = card === undefined ? {} : { number: cardNumber(card) };
    wants.set(request, {
      request,
      kind: 'giftCard',
      purpose: 'pay',
      sale: `sale-${request}`,
      cashier: 'emma',
      currency: 'USD',
      amount: zero,
      ...number,
      ...want,
    });
    const outcome = unwrap(await say()).results?.[request];
    if (outcome === undefined) throw new Error(`no outcome for ${request}`);
    const { number: _number, pin: _pin, ...kept } = wants.get(request) as Want;
    if (outcome.state === 'granted') wants.set(request, { ...kept, grant: outcome.grant });
    else wants.delete(request);
    return outcome;
  };
  return {
    register,
    ask,
    lock: async (request, want) => {
      const outcome = await ask(request, want);
      if (outcome.state !== 'granted') throw new Error(JSON.stringify(outcome));
      return outcome.grant;
    },
    askInstead: async (given, request, want) => {
      wants.delete(given);
      return ask(request, want);
    },
    drop: async (request) => {
      wants.delete(request);
      unwrap(await say());
    },
    say,
  };
}
