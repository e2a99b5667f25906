/** Sales that fill up the card c1 at chosen instants, of registers side by side: each at head office's clock of that instant. */
import { minor } from '../../../shared/money.ts';
import { makeClerk, type Clerk } from './clerk.ts';
import { push, sale } from './desk.ts';
import { cardLine, cash, entryOf } from './sealed.ts';
import type { TestWorld } from './world.ts';

export type FillUp = (register: string, at: string, amount: number) => Promise<void>;

/** The clock of head office goes to the instant. */
export const reach = ({ clock }: TestWorld, at: string): void =>
  clock.pass(Date.parse(at) - Date.parse(clock.now()));

export function fillingUp(world: TestWorld): FillUp {
  const tills = new Map<string, { readonly clerk: Clerk; readonly hashes: string[] }>();
  return async (register, at, amount) => {
    reach(world, at);
    const till = tills.get(register) ?? { clerk: makeClerk(() => world, register), hashes: [] };
    tills.set(register, till);
    const number = till.hashes.length + 1;
    const request = `q-${register}${number}`;
    const wanted = { card: 'c1', purpose: 'addValue', amount: minor(amount) } as const;
    const grant = await till.clerk.lock(request, wanted);
    const entry = entryOf(
      register,
      number,
      till.hashes.slice(-1),
      sale({ sale: `sale-${request}`, register, grants: [grant], at }, [
        cardLine(request, 'addValue', amount),
        cash(amount),
      ]),
    );
    till.hashes.push(entry.hash);
    await push(world, register, entry);
    await till.clerk.drop(request);
  };
}
