/** Makes a failing history short: leaves steps out, as many at once as the failure survives. */
import { run, type Run } from './run.ts';
import { makeHistory, seasonOf, type Step } from './steps.ts';

/** What failed, without the names of those to whom it happened. */
const kindOf = ({ flaws }: Run): string =>
  (flaws[0] ?? '').split('\n')[0]?.replaceAll(/[0-9a-f]{8,}|\d+/g, '#') ?? '';

type Shrunk = { readonly steps: readonly Step[]; readonly ran: Run };

/** The shortest history found within so many runs that fails in the same way. */
async function shrink(
  steps: readonly Step[],
  registers: number,
  failed: Run,
  runs = 400,
): Promise<Shrunk> {
  const kind = kindOf(failed);
  let best: Shrunk = { steps: steps.slice(0, failed.at), ran: failed };
  let left = runs;
  for (let size = Math.ceil(best.steps.length / 2); size >= 1 && left > 0;) {
    let isShorter = false;
    for (let from = 0; from < best.steps.length && left > 0;) {
      const tried = best.steps.toSpliced(from, size);
      left -= 1;
      const ran = await run(tried, registers);
      if (ran.flaws.length > 0 && kindOf(ran) === kind) {
        best = { steps: tried.slice(0, ran.at), ran };
        isShorter = true;
      } else from += size;
    }
    if (!isShorter || size > best.steps.length) size = Math.floor(size / 2);
  }
  return best;
}

/** Runs the history of a seed. Null when everything held; else the seed, what broke, and the shortest history that breaks it. */
export async function tellFailure(
  seed: number,
  registers: number,
  length: number,
  failed: Run,
): Promise<string> {
  const steps = makeHistory(seed, registers, length);
  const shrunk = await shrink(steps, registers, failed);
  return [
    `seed ${seed} (${seasonOf(seed)}), ${registers} registers, step ${failed.at} of ${steps.length}:`,
    ...failed.flaws.slice(0, 5).map((flaw) => `  ${flaw}`),
    `the shortest history found, ${shrunk.steps.length} steps:`,
    ...shrunk.ran.trace.map((line) => `  ${line.slice(0, 160)}`),
    ...shrunk.ran.flaws.slice(0, 3).map((flaw) => `  -> ${flaw}`),
    `to run again: npm run simulate -- --seed ${seed} --registers ${registers} --steps ${length}`,
    `as data: ${JSON.stringify(shrunk.steps.map(({ act, at, pick }) => [act, at, pick]))}`,
  ].join('\n');
}
