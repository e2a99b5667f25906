/** Card payments on a terminal over TCP: lost answers, refusals, changes of mind, and a kill at every step. Nobody is charged without a sale. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recover } from '../../../main/database/recovery.ts';
import { networkTerminal } from '../../../main/devices/terminal.ts';
import { minor } from '../../../shared/money.ts';
import type { CardTerminal } from '../../../shared/terminal.ts';
import {
  startSimulatedTerminal,
  type SimulatedTerminal,
} from '../../../tools/terminal/simulated.ts';
import { hundred } from '../../make/product.ts';
import { afterKill, endBench, makeSelling, type Bench } from '../../make/register.ts';
import { mei, pin } from '../../make/staff.ts';

let simulated: SimulatedTerminal;
let bench: Bench;
const after = (_ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, 5);
  return () => clearTimeout(timer);
};
const line = (): CardTerminal =>
  networkTerminal({ host: '127.0.0.1', port: simulated.port, patience: 5000 });

beforeEach(async () => {
  simulated = await startSimulatedTerminal();
  bench = await makeSelling({ ports: { terminal: line(), after } });
});
afterEach(async () => {
  bench.register.stop();
  endBench(bench);
  await simulated.unplug();
});

const ask = (amount: number) => ({ command: 'askTerminal', amount: minor(amount) }) as const;
const sell = (on: Bench = bench): Promise<void> =>
  on.act({ command: 'addProduct', product: hundred.id });
const until = (fits: () => boolean): Promise<void> =>
  vi.waitFor(() => {
    if (!fits()) throw new Error('not yet');
  }, 4000);
const isSold = (on: Bench): boolean => on.view().receipt !== null;
const outcomes = (): string[] => [...simulated.records.values()].map((record) => record.outcome);

it('takes an approved payment into the sale and completes it', async () => {
  await sell();
  await bench.act(ask(10_000));
  expect(bench.view().card).toMatchObject({ amount: 10_000, unsure: false });
  await until(() => isSold(bench));
  expect(bench.view().receipt?.tenders).toMatchObject([
    {
      kind: 'card',
      amount: 10_000,
      reference: '100001',
      authorisation: { masked: 'VISA •••• 4242' },
    },
  ]);
  expect(simulated.charged()).toBe(10_000);
});

it('gives money back onto a card', async () => {
  await sell();
  await bench.act({ command: 'return', line: 1 });
  await bench.act(ask(-10_000));
  await until(() => isSold(bench));
  expect(simulated.charged()).toBe(-10_000);
});

it('tells why a card was declined, and takes another payment', async () => {
  simulated.customer(async () => 'Insufficient funds 4111111111111111');
  await sell();
  await bench.act(ask(10_000));
  await until(() => bench.view().notice !== null);
  expect(bench.view().notice).toMatchObject({
    code: 'card.declined',
    data: { reason: 'Insufficient funds •••• 1111' },
  });
  await bench.act({ command: 'payCash', amount: minor(10_000) });
  expect(isSold(bench)).toBe(true);
  expect(simulated.charged()).toBe(0);
});

it('lets nothing else happen to the money while the terminal is asked', async () => {
  simulated.customer(() => new Promise(() => undefined));
  await sell();
  await bench.act(ask(10_000));
  expect(await bench.refused(ask(10_000))).toBe('card.pending');
  expect(await bench.refused({ command: 'payCash', amount: minor(100) })).toBe('card.pending');
  expect(await bench.refused({ command: 'addProduct', product: hundred.id })).toBe('cart.paying');
  expect(await bench.refused({ command: 'suspend' })).toBe('suspend.tendered');
  await bench.act({ command: 'giveUpCard' });
  expect(await bench.refused({ command: 'giveUpCard' })).toBe('ask.none');
  await bench.act({ command: 'payCash', amount: minor(10_000) });
  await until(() => outcomes()[0] === 'reversed');
});

it('asks again by reference when the answer was lost, and charges once', async () => {
  simulated.loseAnswers(2);
  await sell();
  await bench.act(ask(10_000));
  await until(() => isSold(bench));
  expect(outcomes()).toEqual(['approved']);
});

it('finds a terminal again that was unplugged in the middle', async () => {
  await sell();
  await simulated.unplug();
  await bench.act(ask(10_000));
  await until(() => bench.view().card?.unsure === true);
  await simulated.plugIn();
  // It never heard of the payment: what is not known is taken back, so that nothing can come late.
  await until(() => bench.view().notice?.code === 'card.undone');
  await until(() => outcomes()[0] === 'reversed');
  await bench.act(ask(10_000));
  await until(() => isSold(bench));
  expect(simulated.charged()).toBe(10_000);
});

it('gives a payment back that is removed, or whose sale is voided, also after a long silence', async () => {
  await sell();
  await bench.act(ask(4000));
  await until(() => bench.cart().tenders.length === 1);
  await simulated.unplug();
  await bench.act({ command: 'removeTender', tender: 2 });
  await until(() => bench.view().notice?.code === 'card.notUndone');
  await simulated.plugIn();
  await until(() => simulated.charged() === 0);
  await bench.act(ask(3000));
  await until(() => bench.cart().tenders.length === 1);
  await bench.act({ command: 'voidSale' });
  await until(() => simulated.charged() === 0);
  expect(outcomes()).toEqual(['reversed', 'reversed']);
});

it('says so where no terminal is connected', async () => {
  const bare = await makeSelling();
  await sell(bare);
  expect(await bare.refused(ask(10_000))).toBe('terminal.none');
  endBench(bare);
});

it('takes nothing that is not the answer of the protocol', async () => {
  const odd = await makeSelling({
    ports: {
      after,
      terminal: {
        ...line(),
        authorise: async ({ reference }) => line().inquire(`x${reference}`),
        inquire: async () => ({
          ok: true,
          value: {
            outcome: 'approved',
            amount: minor(1),
            currency: 'USD',
            terminal: 'T',
            approval: '1',
            masked: '',
          },
        }),
      },
    },
  });
  await sell(odd);
  await odd.act(ask(10_000));
  // Another amount than was asked for is no payment of this sale.
  await until(() => odd.view().notice !== null);
  expect(odd.view().notice?.code).toBe('card.undone');
  odd.register.stop();
  endBench(odd);
});

describe('a kill', () => {
  /** The register dies; another process opens what its disk holds, with the same terminal. */
  const reborn = async (): Promise<Bench & { discard: () => void }> => {
    bench.register.stop();
    const killed = afterKill(bench, { terminal: line(), after });
    await killed.act({ command: 'signIn', staff: mei.id, pin });
    return killed;
  };
  const settled = (on: Bench): Promise<void> =>
    until(
      () =>
        on.view().card === null &&
        simulated.charged() === (isSold(on) ? (on.view().receipt?.total ?? 0) : 0),
    );
  const end = (on: Bench & { discard: () => void }): void => {
    on.register.stop();
    on.discard();
  };

  it('before the terminal heard of it leaves nobody charged', async () => {
    await simulated.unplug();
    await sell();
    await bench.act(ask(10_000));
    const killed = await reborn();
    await simulated.plugIn();
    await settled(killed);
    expect(simulated.charged()).toBe(0);
    await killed.act(ask(10_000));
    await until(() => isSold(killed));
    expect(simulated.charged()).toBe(10_000);
    end(killed);
  });

  it('while the customer is at the terminal takes the payment when it is approved', async () => {
    const { promise, resolve } = Promise.withResolvers<null>();
    simulated.customer(() => promise);
    await sell();
    await bench.act(ask(10_000));
    await until(() => simulated.records.size === 1);
    const killed = await reborn();
    resolve(null);
    await until(() => isSold(killed));
    expect(simulated.charged()).toBe(10_000);
    end(killed);
  });

  it('after the approval, before it was written down, finds it by its reference', async () => {
    simulated.loseAnswers(1);
    await sell();
    await bench.act(ask(10_000));
    await until(() => outcomes()[0] === 'approved');
    const killed = await reborn();
    await until(() => isSold(killed));
    expect(outcomes()).toEqual(['approved']);
    end(killed);
  });

  it('between payment and commit keeps it in the sale, where it can be paid or given back', async () => {
    await sell();
    await bench.act(ask(4000));
    await until(() => bench.cart().tenders.length === 1);
    const killed = await reborn();
    expect(killed.cart().tenders).toMatchObject([{ kind: 'card', amount: 4000 }]);
    await killed.act({ command: 'payCash', amount: minor(6000) });
    expect(isSold(killed)).toBe(true);
    expect(simulated.charged()).toBe(4000);
    end(killed);
  });

  it('after the commit changes nothing', async () => {
    await sell();
    await bench.act(ask(10_000));
    await until(() => isSold(bench));
    const killed = await reborn();
    expect(killed.view().receipt?.total).toBe(10_000);
    expect(outcomes()).toEqual(['approved']);
    end(killed);
  });

  it('after the sale was voided still gives the payment back', async () => {
    await sell();
    await bench.act(ask(4000));
    await until(() => bench.cart().tenders.length === 1);
    await simulated.unplug();
    await bench.act({ command: 'voidSale' });
    const killed = await reborn();
    await simulated.plugIn();
    await until(() => outcomes()[0] === 'reversed');
    expect(simulated.charged()).toBe(0);
    end(killed);
  });
});

it('leaves payments to a person when the records went back in time', async () => {
  await sell();
  await bench.act(ask(4000));
  await until(() => bench.cart().tenders.length === 1);
  recover(bench.db, {});
  bench.register.stop();
  const again = afterKill(bench, { terminal: line(), after });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(simulated.charged()).toBe(4000);
  again.register.stop();
  again.discard();
});
