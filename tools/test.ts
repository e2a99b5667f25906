import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkAdvisories } from './advisories.ts';
import { build } from './build.ts';
import { checkSteps } from './check.ts';
import { endOnSignal, root, runCommand } from './command.ts';
import { countPlaywright, countRun, countVitest } from './reports.ts';
import { ensureChromium } from './setup/chromium.ts';
import { chooseElectron } from './setup/electron.ts';
import { assertNode } from './setup/node.ts';
import { startPostgres } from './setup/postgres.ts';
import { add, nothing, runSteps, summary } from './steps.ts';
import type { Count, Step } from './steps.ts';

const reports = join(root, 'test-results');
const limitMs = 900_000;
const started = performance.now();

function heading(text: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n== ${text} (at ${seconds} s)`);
}

/** Makes ready what the tests need from outside; what it made stands in the environment. */
async function setUp(): Promise<Count> {
  const steps: Step[] = [
    {
      name: 'Chromium',
      run: async () => {
        process.env['HOLDFAST_CHROMIUM'] = await ensureChromium();
        return { passed: true, output: '' };
      },
    },
  ];
  if ((process.env['HOLDFAST_TEST_DATABASE_URL'] ?? '') === '') {
    steps.push({
      name: 'PostgreSQL',
      run: async () => {
        const postgres = await startPostgres();
        stopping.push(postgres.stop);
        process.env['HOLDFAST_TEST_DATABASE_URL'] = postgres.url;
        return { passed: true, output: '' };
      },
    });
  }
  // One after the other: both may have to wait for Debian's one package lock.
  let count = nothing;
  for (const step of steps) count = add(count, await runSteps([step], console.log));
  // Tools found are no tests; tools missing are failures.
  return { ...count, passed: 0 };
}

async function runVitest(filters: readonly string[]): Promise<Count> {
  const reportFile = join(reports, 'vitest.json');
  rmSync(reportFile, { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const { passed } = await runCommand('vitest', [...args, ...filters], { live: true, limitMs });
  return countRun({ passed, reportFile, count: countVitest });
}

async function runPlaywright(filters: readonly string[]): Promise<Count> {
  const electron = chooseElectron();
  console.log(`The window tests drive ${electron.told}.`);
  const reportFile = join(reports, 'window.json');
  rmSync(reportFile, { force: true });
  const { passed } = await runCommand('playwright', ['test', '--reporter=list,json', ...filters], {
    live: true,
    limitMs,
    env: { ...electron.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
  });
  return countRun({ passed, reportFile, count: countPlaywright });
}

async function runAll(): Promise<Count> {
  heading('set-up');
  let count = await setUp();
  heading('source');
  count = add(count, await runSteps(checkSteps, console.log));
  count = add(count, await checkAdvisories(console.log));
  heading('build');
  count = add(count, await build());
  heading('unit, integration and simulation tests (Vitest)');
  count = add(count, await runVitest([]));
  heading('window tests (Playwright)');
  return add(count, await runPlaywright([]));
}

/** A developer's short way: only what the filter names, by the runner that owns it. */
async function runSome(filters: readonly string[]): Promise<Count> {
  const count = add(await setUp(), await build());
  const isWindow = filters.some((filter) => filter.includes('test/window'));
  const ran = await (isWindow ? runPlaywright(filters) : runVitest(filters));
  return add({ ...count, passed: 0 }, ran);
}

assertNode();
endOnSignal();
mkdirSync(reports, { recursive: true });
const stopping: (() => Promise<void>)[] = [];
const filters = process.argv.slice(2);
const count = await (filters.length > 0 ? runSome(filters) : runAll());
for (const stop of stopping) await stop();
heading('done');
console.log(summary(count));
process.exitCode = count.failed > 0 ? 1 : 0;
