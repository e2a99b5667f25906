/** Card payments that nobody knows of for certain, settled by the terminal or by a person; and refunds that name what they give back. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Answers } from '../../../shared/bridge/query.ts';
import { minor } from '../../../shared/money.ts';
import { findCard } from '../../../main/database/cardpayments.ts';
import { recover } from '../../../main/database/recovery.ts';
import { networkTerminal } from '../../../main/devices/terminal.ts';
import {
  startSimulatedTerminal,
  type SimulatedTerminal,
} from '../../../tools/terminal/simulated.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';
import { ada, mei, pin } from '../../make/staff.ts';

let simulated: SimulatedTerminal;
let bench: Bench;
const after = (_ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, 5);
  return () => clearTimeout(timer);
};
beforeEach(async () => {
  simulated = await startSimulatedTerminal();
  const place = { host: '127.0.0.1', port: simulated.port, patience: 5000 };
  bench = await makeSelling({ ports: { terminal: networkTerminal(place), after } });
});
afterEach(async () => {
  bench.register.stop();
  endBench(bench);
  await simulated.unplug();
});

const until = (fits: () => boolean): Promise<void> =>
  vi.waitFor(() => {
    if (!fits()) throw new Error('not yet');
  }, 4000);
const sell = (quantity = 1): Promise<void> =>
  bench.act({ command: 'addProduct', product: hundred.id, quantity: quantity * 1000 });
async function pay(amount: number): Promise<string> {
  await bench.act({ command: 'askTerminal', amount: minor(amount) });
  await until(() => bench.view().receipt !== null);
  const receipt = bench.view().receipt?.receipt ?? '';
  await bench.act({ command: 'newSale' });
  return receipt;
}
const list = async (): Promise<Answers['cardPayments']> => {
  const answer = await bench.register.query({ query: 'cardPayments' });
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value;
};
const as = async (who: string): Promise<void> => {
  await bench.act({ command: 'signOut' });
  await bench.act({ command: 'signIn', staff: who, pin });
};
/** A card in a sale, and then records from before it was finished. */
async function makeUnclear(): Promise<string> {
  await sell();
  await bench.act({ command: 'askTerminal', amount: minor(4000) });
  await until(() => bench.cart().tenders.length === 1);
  recover(bench.db, {});
  const [reference = ''] = [...simulated.records.keys()];
  return reference;
}

it('lists an unclear payment, asks the terminal, and lets a manager say what it was', async () => {
  const reference = await makeUnclear();
  expect(bench.view().unsettledCards).toBe(1);
  expect(await list()).toMatchObject([{ reference, amount: 4000, state: 'unclear', said: null }]);
  await bench.act({ command: 'inquireCard', reference });
  expect(await list()).toMatchObject([{ said: { outcome: 'approved', masked: 'VISA •••• 4242' } }]);
  const sold = { command: 'settleCard', reference, as: 'sold' } as const;
  expect(await bench.refused(sold)).toBe('permission.override');
  await as(ada.id);
  await bench.act(sold);
  expect(findCard(bench.db, reference)?.state).toBe('sold');
  expect(await list()).toEqual([]);
  expect(await bench.refused(sold)).toBe('card.settled');
  const notes = bench.db.sql
    .prepare('SELECT content FROM journal WHERE content LIKE \'%"act":"card"%\'')
    .all();
  expect(JSON.stringify(notes)).toContain('found paid');
  expect(JSON.stringify(notes)).toContain(ada.id);
});

it('gives the money back when a manager says so, once the terminal is there', async () => {
  const reference = await makeUnclear();
  await as(ada.id);
  await bench.act({ command: 'settleCard', reference, as: 'giveBack' });
  await until(() => simulated.charged() === 0);
  await until(() => findCard(bench.db, reference)?.state === 'undone');
  expect(await list()).toEqual([]);
});

it('settles by itself what the terminal says took no money', async () => {
  const reference = await makeUnclear();
  simulated.loseAnswers(0);
  const { port } = simulated;
  const place = networkTerminal({ host: '127.0.0.1', port, patience: 1000 });
  await place.reverse(reference);
  await bench.act({ command: 'inquireCard', reference });
  expect(findCard(bench.db, reference)?.state).toBe('undone');
  expect(await bench.refused({ command: 'inquireCard', reference })).toBe('card.settled');
});

it('shows what could not be given back, and lets a manager end it when the terminal is gone', async () => {
  await sell();
  await bench.act({ command: 'askTerminal', amount: minor(4000) });
  await until(() => bench.cart().tenders.length === 1);
  await simulated.unplug();
  await bench.act({ command: 'removeTender', tender: 2 });
  await until(() => bench.view().unsettledCards === 1);
  const [card] = await list();
  const reference = card?.reference ?? '';
  expect(card).toMatchObject({ state: 'undoing', amount: 4000 });
  expect(await bench.refused({ command: 'inquireCard', reference })).toBe('terminal.unreachable');
  await bench.act({ command: 'voidSale' });
  await as(ada.id);
  await bench.act({ command: 'settleCard', reference, as: 'notPaid' });
  expect(bench.view().unsettledCards).toBe(0);
  await simulated.plugIn();
});

it('needs a terminal to ask and to give back', async () => {
  const reference = await makeUnclear();
  Object.assign(bench.ports, { terminal: undefined });
  expect(await bench.refused({ command: 'inquireCard', reference })).toBe('terminal.none');
  await as(ada.id);
  const back = { command: 'settleCard', reference, as: 'giveBack' } as const;
  expect(await bench.refused(back)).toBe('terminal.none');
});

it('names the first payment in a refund, part by part, and none beyond it or without a receipt', async () => {
  await sell(2);
  const receipt = await pay(20_000);
  const [first = ''] = [...simulated.records.keys()];
  const originals = (): (string | null)[] =>
    [...simulated.records.values()].map((record) => record.original);
  for (const _part of [1, 2]) {
    const lines = [{ line: 1, quantity: 1000 }];
    await bench.act({ command: 'returnReceipt', receipt, lines });
    await pay(-10_000);
  }
  expect(originals()).toEqual([null, first, first]);
  await as(ada.id);
  await sell();
  await bench.act({ command: 'return', line: 1 });
  await pay(-10_000);
  expect(originals().at(-1)).toBeNull();
  await as(mei.id);
});

it('is refused by a terminal where it does not fit the payment that it names', async () => {
  const place = { host: '127.0.0.1', port: simulated.port, patience: 1000 };
  const terminal = networkTerminal(place);
  const money = { amount: minor(500), currency: 'USD' };
  const taken = await terminal.authorise({ reference: 'a', ...money });
  if (!taken.ok || taken.value.outcome !== 'approved') throw new Error('not taken');
  const original = { reference: 'a', terminal: 'SIM-1', approval: taken.value.approval };
  const refund = async (reference: string, amount: number, wrong = {}) =>
    terminal.refund({
      ...{ reference, amount: minor(amount), currency: 'USD' },
      original: { ...original, ...wrong },
    });
  expect(await refund('b', 501)).toMatchObject({ value: { outcome: 'refused' } });
  expect(await refund('c', 300)).toMatchObject({ value: { outcome: 'approved' } });
  expect(await refund('d', 201)).toMatchObject({ value: { outcome: 'refused' } });
  expect(await refund('e', 100, { approval: 'X' })).toMatchObject({
    value: { outcome: 'refused' },
  });
  expect(await refund('f', 200)).toMatchObject({ value: { outcome: 'approved' } });
});
