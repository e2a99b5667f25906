/**
 * One life of a register's process: it sells until it is killed, by itself at one of its own steps or from outside. Each receipt is told on
 * the standard output once the cashier was shown it. Its one argument is a `Life` as JSON.
 */
import { join } from 'node:path';
import { seededChance } from '../../../tools/replay/chance.ts';
import { closeDay, sellOnce, signIn, startTill, waitForLine } from '../till.ts';
import { watchWrites } from './watch.ts';
import type { Death, InnerStep } from './steps.ts';

export type Life = {
  readonly folder: string;
  readonly channel: string;
  readonly code: string;
  readonly cards: readonly string[];
  readonly seed: number;
  readonly first: boolean;
  readonly death: Death;
};

const life = JSON.parse(process.argv[2] ?? '') as Life;
const { death } = life;
const chance = seededChance(life.seed);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

let times = 0;
let isSelling = false;
const step = (name: InnerStep): void => {
  if (!isSelling || death.at !== 'inner' || death.step !== name) return;
  times += 1;
  if (times === death.times) process.kill(process.pid, 'SIGKILL');
};
watchWrites(join(life.folder, 'witness.log'), step);

const till = startTill({ ...life, printed: () => step('printed') });
await signIn(till, life.first);
say('open');
isSelling = true;
const { clerk } = till;
if (death.at === 'never') {
  await closeDay(till);
  await till.body.stop();
} else {
  if (clerk.view().cart && chance.happens(0.5)) await clerk.must({ command: 'voidSale' });
  // A card needs the line; some lives sell before it is back.
  if (chance.happens(0.7)) await waitForLine(clerk);
  for (;;) {
    const receipt = await sellOnce({
      clerk,
      chance,
      cards: life.cards,
      at: (moment) => step(`card.${moment}`),
    });
    if (receipt !== null) say(receipt);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
