import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const program = new URL('../../../main/app/younggeneration.ts', import.meta.url).href;

/** Megabytes that V8 has for what lives shortly, in a process of its own, after much that lived for a while. */
function youngAfter(first: string): number {
  const work = `
    import { getHeapSpaceStatistics } from 'node:v8';
    ${first}
    let kept = [];
    for (let round = 0; round < 2_000_000; round += 1) {
      kept.push({ round, list: [round] });
      if (kept.length > 100_000) kept = [];
    }
    const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
    console.log(young.space_size / 1024 / 1024);`;
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', work], { encoding: 'utf8' }),
  );
}

it('does not grow: V8 heeds the flag after its start, which nothing but this shows', () => {
  const held = youngAfter(
    `const { holdYoungGeneration } = await import('${program}'); holdYoungGeneration();`,
  );
  expect(held).toBeLessThanOrEqual(4);
  expect(youngAfter('')).toBeGreaterThan(4 * held);
});
