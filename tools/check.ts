import { endOnSignal, runCommand } from './command.ts';
import { runSteps } from './steps.ts';
import type { Step } from './steps.ts';

const rooms = ['shared', 'main', 'renderer', 'server', 'tools', 'test'];

const step = (name: string, program: string, ...args: string[]): Step => ({
  name,
  run: () => runCommand(program, args, { limitMs: 180_000 }),
});

/** Everything that can be said of the source without running it. */
export const checkSteps: readonly Step[] = [
  step('types and import fence (tsc)', 'tsc', '-b'),
  step('format (oxfmt)', 'oxfmt', '--check', '.'),
  step('lint (oxlint)', 'oxlint', '.'),
  step('fence and circles (dependency-cruiser)', 'depcruise', '--output-type', 'err', ...rooms),
  step('unused code (knip)', 'knip', '--no-progress'),
];

if (import.meta.main) {
  endOnSignal();
  const count = await runSteps(checkSteps, console.log);
  process.exitCode = count.failed > 0 ? 1 : 0;
}
