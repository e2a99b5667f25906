import type { Outcome } from './command.ts';

export type Step = { readonly name: string; readonly run: () => Promise<Outcome> };
export type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };

export const nothing: Count = { passed: 0, failed: 0, skipped: 0 };

export const add = (left: Count, right: Count): Count => ({
  passed: left.passed + right.passed,
  failed: left.failed + right.failed,
  skipped: left.skipped + right.skipped,
});

/** The one line that ends a test run: `N passed, N failed`, skipped only when there are any. */
export function summary(count: Count): string {
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  return `${count.passed} passed, ${count.failed} failed${skipped}`;
}

/** Runs steps in their order, two at a time, and prints name, time, and the output of a failure. */
export async function runSteps(
  steps: readonly Step[],
  print: (line: string) => void,
): Promise<Count> {
  const waiting = [...steps];
  let count = nothing;
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const { passed, line } = await runStep(step);
      print(line);
      count = add(count, { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
    }
  };
  await Promise.all([work(), work()]);
  return count;
}

async function runStep(step: Step): Promise<{ passed: boolean; line: string }> {
  const start = performance.now();
  const { passed, output } = await step.run().catch(asFailure);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const line = `${passed ? 'ok    ' : 'FAILED'}  ${step.name} (${seconds} s)`;
  const shown = passed ? '' : output.trim();
  return { passed, line: shown ? `${line}\n${shown}` : line };
}

const asFailure = (error: unknown): Outcome => ({
  passed: false,
  output: error instanceof Error ? (error.stack ?? error.message) : String(error),
});
