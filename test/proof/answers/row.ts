/** Row "answers": registers sell through a proxy that loses, delays, doubles and refuses requests and answers. */
import { join } from 'node:path';
import { seededChance } from '../../../tools/replay/chance.ts';
import { account, settleDown } from '../account.ts';
import { openProxy } from '../proxy.ts';
import type { Finding, Ground, Row } from '../row.ts';
import { openShop } from '../shop.ts';
import { closeDay, sellOnce, signIn, startTill, waitForLine, type Till } from '../till.ts';
import { fateOf } from './fate.ts';

const salesPerRegister = 20;
const mostRegisters = 20;
const cardsPerRegister = 4;
/** In its full size a request may be delayed for so long; it arrives and is answered long after the register gave it up. */
const longestDelayMs = 30_000;
const shortRun = { sales: 1000, longestDelayMs: 4000 };
/** How long a cashier waits for the line before a sale that could use it. */
const patienceMs = 2500;

async function run({ folder, seed, count, tell }: Ground): Promise<Finding> {
  const registers = Math.max(2, Math.min(mostRegisters, Math.floor(count / salesPerRegister)));
  const shop = await openShop(join(folder, 'servers'), {
    registers,
    cards: registers * cardsPerRegister,
  });
  const chance = seededChance(seed);
  const met = { lostBefore: 0, lostAfter: 0, delayed: 0, twice: 0, refused: 0, passed: 0 };
  const most = count < shortRun.sales ? shortRun.longestDelayMs : longestDelayMs;
  let longest = 0;
  let faulty = false;
  const proxy = await openProxy(shop.servers.channel.url, {
    decide: () => {
      const fate = faulty ? fateOf(chance, most) : ({ fate: 'passed' } as const);
      met[fate.fate] += 1;
      if (fate.fate === 'delayed') longest = Math.max(longest, fate.ms);
      return fate;
    },
  });
  const folders = [...shop.codes.keys()].map((register) => join(folder, register));
  const tills = [...shop.codes].map(([register, code]) =>
    startTill({ folder: join(folder, register), channel: proxy.url, code }),
  );
  for (const till of tills) await signIn(till, true);
  faulty = true;
  const acknowledged: string[] = [];
  const sell = async ({ clerk }: Till, index: number): Promise<void> => {
    const own = seededChance(seed + index + 1);
    while (acknowledged.length < count) {
      // A card needs the line; some sales begin before it is back.
      if (own.happens(0.8)) await waitForLine(clerk, patienceMs);
      const receipt = await sellOnce({ clerk, chance: own, cards: shop.cards });
      if (receipt !== null) acknowledged.push(receipt);
      if (acknowledged.length % 500 === 0) tell(`${acknowledged.length} sales`);
    }
  };
  await Promise.all(tills.map(sell));
  faulty = false;
  for (const till of tills) await closeDay(till);
  await settleDown(shop.servers.headquarters.act());
  for (const till of tills) await till.body.stop();
  // What was delayed arrives when everything is over, and must change nothing any more.
  await proxy.idle();
  await settleDown(shop.servers.headquarters.act());
  const finding = await account({ shop, folders, acknowledged });
  await proxy.close();
  await shop.servers.stop();
  return {
    ...finding,
    seen: {
      ...finding.seen,
      'requests lost': met.lostBefore,
      'answers lost': met.lostAfter,
      'requests delayed': met.delayed,
      'longest delay, ms': longest,
      'requests delivered twice': met.twice,
      'answers replaced by 500': met.refused,
    },
  };
}

export const answersRow: Row = {
  name: 'answers',
  title: 'Lost answers',
  method:
    'Up to 20 registers sell, with a gift card in 7 of 10 sales that have a line, through a proxy before the real channel; by seed a request is lost, done without an answer, delayed up to 30 s (long past every time-out), delivered twice, or done and answered by 500.',
  unit: 'sales',
  small: 40,
  full: 10_000,
  run,
};
