/** `npm run simulate -- --seed N --registers R --steps S [--histories H]`: histories of seeds N to N+H-1, and what they met. */
import { parseArgs } from 'node:util';
import { addCoverage, cases, neverMet, type Coverage } from './coverage.ts';
import { run } from './run.ts';
import { tellFailure } from './shrink.ts';
import { makeHistory } from './steps.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    registers: { type: 'string', default: '3' },
    steps: { type: 'string', default: '300' },
    histories: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    /** Ends at the first failure and does not make it short. */
    quick: { type: 'boolean', default: false },
  },
});
const first = Number(values.seed);
const registers = Number(values.registers);
const length = Number(values.steps);
const histories = Number(values.histories);

const coverage: Coverage = new Map();
let failed = 0;
let entries = 0;
const began = performance.now();
for (let seed = first; seed < first + histories; seed += 1) {
  const steps = makeHistory(seed, registers, length);
  const ran = await run(steps, registers);
  addCoverage(coverage, ran.coverage);
  entries += ran.entries;
  if (values.trace) console.log(ran.trace.join('\n'));
  if (ran.flaws.length === 0) continue;
  failed += 1;
  console.log(
    values.quick
      ? `seed ${seed}: ${ran.flaws.slice(0, 3).join('; ')}`
      : await tellFailure(seed, registers, length, ran),
  );
  if (values.quick) break;
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(
  `${histories} histories of ${length} steps, ${entries} entries, ${seconds} s, ${failed} failed.`,
);
for (const each of cases)
  if (coverage.has(each)) console.log(`${String(coverage.get(each)).padStart(7)}  ${each}`);
for (const each of neverMet(coverage)) console.log(`  never  ${each}`);
process.exitCode = failed > 0 ? 1 : 0;
