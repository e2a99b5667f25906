/** Row "mutations": each rule that is broken on purpose must be noticed, or the proof proves nothing (test/simulate/mutations). */
import { runProgram } from '../program.ts';
import type { Finding, Ground, Row } from '../row.ts';

async function run({ count, tell }: Ground): Promise<Finding> {
  const args = ['test/simulate/mutations/command.ts', '--histories', String(count)];
  let noticed = 0;
  const { code, lines } = await runProgram(process.execPath, args, {}, (line) => {
    if (!line.startsWith('caught ')) return;
    noticed += 1;
    if (noticed % 10 === 0) tell(`${noticed} broken rules noticed`);
  });
  const survived = lines.filter((line) => /^(SURVIVED|STALE)/.test(line));
  const unfit = lines.filter((line) => line.startsWith('the unbroken program fails'));
  const sums = lines.at(-1) === `${noticed} of ${noticed} broken rules were noticed.`;
  return {
    losses: { 'broken rules not noticed': survived.length },
    seen: { 'rules broken': noticed + survived.length, 'broken rules noticed': noticed },
    flaws: [...survived, ...unfit, ...(code === 0 && sums ? [] : [`it ended with ${code}`])],
  };
}

export const mutationsRow: Row = {
  name: 'mutations',
  title: 'Broken rules',
  method:
    'Rules are broken on purpose, one at a time, in a copy of the program (settle twice, skip a release, durability NORMAL, ...); the simulation, or the test named with the rule, must fail for each and hold for the unbroken program.',
  unit: 'histories at most for each rule',
  small: null,
  full: 80,
  run,
};
