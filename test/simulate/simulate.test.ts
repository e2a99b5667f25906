/** Seeded histories on real registers, a real channel and a real headquarters, checked after every step against the model of the protocol. */
import { expect, it } from 'vitest';
import { addCoverage, neverMet, type Coverage } from './coverage.ts';
import { run } from './run.ts';
import { regressions } from './seeds.ts';
import { tellFailure } from './shrink.ts';
import { makeHistory } from './steps.ts';

const registers = 3;
const length = 300;
const fixed = 60;
/** The fixed histories go on up to here until every interesting case was met. */
const mostFixed = 150;
const fresh = 10;
const patience = 600_000;

type Proof = { readonly failures: readonly string[]; readonly coverage: Coverage };

/** Runs so many seeds, and more of them while cases are missing, until one fails, which is told with its shortest history. */
async function prove(first: number, seeds: number, most = seeds): Promise<Proof> {
  const coverage: Coverage = new Map();
  const isDone = (ran: number): boolean =>
    ran >= most || (ran >= seeds && neverMet(coverage).length === 0);
  for (let seed = first; !isDone(seed - first); seed += 1) {
    const ran = await run(makeHistory(seed, registers, length), registers);
    if (ran.flaws.length > 0)
      return { failures: [await tellFailure(seed, registers, length, ran)], coverage };
    addCoverage(coverage, ran.coverage);
  }
  return { failures: [], coverage };
}

it(
  'keeps every promise in the fixed histories, and they meet every interesting case',
  async () => {
    const { failures, coverage } = await prove(1, fixed, mostFixed);
    expect(failures.join('\n')).toBe('');
    expect(neverMet(coverage)).toEqual([]);
  },
  patience,
);

it(
  'keeps every promise in histories that nobody has seen before',
  async () => {
    const first = Date.now() % 1_000_000_000;
    console.log(`The simulation's fresh seeds are ${first} to ${first + fresh - 1}.`);
    const { failures } = await prove(first, fresh);
    expect(failures.join('\n')).toBe('');
  },
  patience,
);

it.each(regressions)('keeps every promise where $found', async ({ registers: on, steps }) => {
  const { flaws, trace } = await run(steps, on);
  expect(flaws, trace.join('\n')).toEqual([]);
});

it('does the same in the same history', async () => {
  const history = makeHistory(7, registers, length);
  const first = await run(history, registers);
  const second = await run(history, registers);
  expect(second.trace).toEqual(first.trace);
  expect(second.fingerprint).toBe(first.fingerprint);
  expect(makeHistory(7, registers, length)).toEqual(history);
});
