/** Row "simulate": seeded histories of the whole system, checked after every step against the model of the protocol (test/simulate). */
import { addCoverage, cases, neverMet, type Coverage } from '../../simulate/coverage.ts';
import { run as runHistory } from '../../simulate/run.ts';
import { tellFailure } from '../../simulate/shrink.ts';
import { makeHistory } from '../../simulate/steps.ts';
import type { Finding, Ground, Row } from '../row.ts';

const registers = 3;
const length = 300;
/** Far from the seeds of `npm test`. */
const seedsApart = 1_000_000;
const mostTold = 3;

async function run({ seed, count, tell }: Ground): Promise<Finding> {
  const coverage: Coverage = new Map();
  const flaws: string[] = [];
  let failed = 0;
  let entries = 0;
  for (let index = 0; index < count; index += 1) {
    const own = seed * seedsApart + index;
    const ran = await runHistory(makeHistory(own, registers, length), registers);
    addCoverage(coverage, ran.coverage);
    entries += ran.entries;
    if (ran.flaws.length > 0) {
      failed += 1;
      if (failed <= mostTold) flaws.push(await tellFailure(own, registers, length, ran));
    }
    if ((index + 1) % 200 === 0) tell(`${index + 1} histories`);
  }
  const never = neverMet(coverage);
  return {
    losses: { 'histories in which a promise was broken': failed },
    seen: {
      histories: count,
      steps: count * length,
      entries,
      'interesting cases met': cases.length - never.length,
    },
    flaws: [...flaws, ...never.map((each) => `in no history: ${each}`)],
  };
}

export const simulateRow: Row = {
  name: 'simulate',
  title: 'Simulation',
  method:
    'Histories of several registers, channels and one head office in one process, real code and real SQLite; time, chance, cable and disk are made by the simulator. After every step everything is compared with a model of the protocol; every interesting case must have come up.',
  unit: 'histories of 300 steps',
  small: null,
  full: 1500,
  run,
};
