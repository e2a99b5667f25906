/** A cashier who works through the bridge's commands without a window; a refused command ends the replay with its reason. */
import type { Body } from '../../main/app/body.ts';
import type { Command } from '../../shared/bridge/command.ts';
import type { CartView, View } from '../../shared/bridge/view.ts';
import type { Fault, Result } from '../../shared/fault.ts';
import { zero } from '../../shared/money.ts';

export type Clerk = {
  readonly view: () => View;
  readonly cart: () => CartView;
  /** Does what must succeed. */
  readonly must: (command: Command) => Promise<void>;
  /** Does what may be refused. */
  readonly may: (command: Command) => Promise<Result<void>>;
  /** Waits for a picture of the register that fits; gives up with a sentence after a minute and a half. */
  readonly until: (what: string, fits: (view: View) => boolean) => Promise<View>;
};

const patienceMs = 90_000;

/** Opens a shift with this float where the store demands one and none is open. */
export async function openShift(clerk: Clerk, float = zero): Promise<void> {
  const { required, open } = clerk.view().shift;
  if (required && open === null)
    await clerk.must({ command: 'openShift', amount: float, counts: [] });
}

export function employClerk(body: Body): Clerk {
  const view = (): View => body.view();
  return {
    view,
    cart: () => {
      const { cart } = view();
      if (!cart) throw new Error('there is no cart');
      return cart;
    },
    may: (command) => body.command(command),
    must: async (command) => {
      const result = await body.command(command);
      if (!result.ok)
        throw new Error(`${JSON.stringify(command)} was refused: ${told(result.fault)}`);
    },
    until: (what, fits) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          clearInterval(poll);
          unwatch();
        };
        const look = (seen: View): void => {
          if (!fits(seen)) return;
          end();
          resolve(seen);
        };
        const unwatch = body.watch(look);
        // Some facts, such as what headquarters answered, change no picture; a slow look catches them.
        const poll = setInterval(() => look(view()), 100);
        const timer = setTimeout(() => {
          end();
          reject(new Error(`waited in vain for: ${what}`));
        }, patienceMs);
        look(view());
      }),
  };
}

const told = (fault: Fault): string => `${fault.code} ${JSON.stringify(fault.data)}`;
