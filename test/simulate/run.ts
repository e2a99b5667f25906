/** Runs a history from the first step to the reckoning, and stops at the first promise that is broken. */
import { hashText } from '../../shared/hash.ts';
import { assert } from '../../shared/fault.ts';
import { take } from './act.ts';
import type { Coverage } from './coverage.ts';
import { heal } from './heal.ts';
import { brokenPromises } from './promises.ts';
import { reckon } from './reckoning.ts';
import type { Step } from './steps.ts';
import { closeWorld, openWorld, type World } from './world.ts';

export type Run = {
  /** What is broken; empty when everything held. `at`: after so many steps; all of them for the end. */
  readonly flaws: readonly string[];
  readonly at: number;
  readonly coverage: Coverage;
  readonly trace: readonly string[];
  /** Of the trace: the same history has the same. */
  readonly fingerprint: string;
  readonly entries: number;
};

const usualChannels = 2;

/** A history on so many registers and channels. */
export async function run(
  steps: readonly Step[],
  registers: number,
  channels = usualChannels,
): Promise<Run> {
  const world = await openWorld(registers, Math.min(registers, channels));
  const openingSum = balances(world);
  let at = 0;
  try {
    for (const step of steps) {
      const outcome = await take(world, step);
      world.flaws.push(...brokenPromises(world));
      world.trace.push(`${at} R${(step.at % registers) + 1} ${step.act}: ${outcome}`);
      at += 1;
      if (world.flaws.length > 0) return result(world, at);
    }
    await heal(world);
    world.flaws.push(...brokenPromises(world), ...(await reckon(world, openingSum)));
    return result(world, at);
  } catch (error) {
    assert(error instanceof Error, 'what is thrown is an error');
    world.flaws.push(error.stack ?? error.message);
    return result(world, at);
  } finally {
    await closeWorld(world);
  }
}

const balances = ({ model }: World): number =>
  [...model.cards.values()].reduce((sum, card) => sum + card.balance, 0);

function result(world: World, at: number): Run {
  const { flaws, coverage, trace, committed, model } = world;
  const cards = [...model.cards].map(([key, card]) => `${key} ${card.balance}`);
  const facts = [...trace, ...committed.keys(), ...cards];
  return {
    flaws,
    at,
    coverage,
    trace,
    fingerprint: hashText(facts.join('\n')),
    entries: committed.size,
  };
}
