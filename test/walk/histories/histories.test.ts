/** Every tricky history of the protocol, on registers, channel and headquarters as they are, one message at a time. */
import { expect, it } from 'vitest';
import { describeDatabases } from '../../server/databases.ts';
import { take } from './act.ts';
import { differences, view } from './expectations.ts';
import { brokenPromises } from './promises.ts';
import { readHistories } from './steps.ts';
import { closeWorld, openWorld } from './world.ts';

const histories = readHistories().map((history) => [history.name, history] as const);

describeDatabases('histories with real registers', (place) => {
  it.each(histories)('%s', async (_name, history) => {
    const world = await openWorld(place, history);
    try {
      const wrong: string[] = [];
      for (const [index, step] of history.steps.entries()) {
        const told = `step ${index + 1}, ${step.do}`;
        const found =
          step.do === 'expect'
            ? differences(step.that, await view(world))
            : await take(world, step).then(() => brokenPromises(world));
        wrong.push(...found.map((each) => `${told}: ${each}`));
      }
      wrong.push(...differences(history.expect, await view(world)));
      expect(wrong).toEqual([]);
    } finally {
      await closeWorld(world);
    }
  });
});
