import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bundles } from './bundles.ts';
import type { Bundle } from './bundles.ts';
import type { Outcome } from './command.ts';
import { root } from './command.ts';
import { runSteps } from './steps.ts';
import type { Count } from './steps.ts';

const recordFile = join(root, 'out/.inputs.json');
const always = ['package-lock.json', 'tools/bundles.ts'];

/**
 * Builds what changed since the last build: main process and workers, preload, window, head office
 * page. Says which parts it builds, unless it is quiet; a failure is always told.
 */
export async function build({ quiet = false }: { quiet?: boolean } = {}): Promise<Count> {
  const record = readRecord();
  const stale = bundles
    .map((bundle) => ({ bundle, hash: hashOf(bundle) }))
    .filter(({ bundle, hash }) => record[bundle.name] !== hash || !isBuilt(bundle));
  const print = (line: string) => {
    if (!quiet || line.startsWith('FAILED')) console.log(line);
  };
  if (stale.length === 0) print('ok      build: up to date');
  const steps = stale.map(({ bundle, hash }) => ({
    name: `build ${bundle.name}`,
    run: async () => {
      const outcome = await buildOne(bundle);
      if (outcome.passed) keepRecord({ ...readRecord(), [bundle.name]: hash });
      return outcome;
    },
  }));
  const count = await inProduction(() => runSteps(steps, print));
  return { ...count, passed: count.passed + bundles.length - stale.length };
}

async function buildOne(bundle: Bundle): Promise<Outcome> {
  if (!existsSync(join(root, bundle.entry))) {
    return { passed: false, output: `${bundle.entry} is missing` };
  }
  const vite = await import('vite');
  const config = await bundle.config();
  await vite.build({ ...config, configFile: false, envDir: false, logLevel: 'warn' });
  return { passed: isBuilt(bundle), output: `${bundle.target} was not written` };
}

/** Vite reads and sets the mode of its whole process; whoever called us must not notice. */
async function inProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  const result = await work();
  if (before === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = before;
  return result;
}

const isBuilt = (bundle: Bundle): boolean => existsSync(join(root, bundle.target));

function hashOf(bundle: Bundle): string {
  const hash = createHash('sha256');
  for (const source of [...always, ...bundle.sources]) {
    for (const file of filesOf(source)) {
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(root, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(source: string): string[] {
  const path = join(root, source);
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [source];
  return globSync(`${source}/**/*`, { cwd: root })
    .filter((file) => statSync(join(root, file)).isFile())
    .toSorted();
}

function readRecord(): Record<string, string> {
  if (!existsSync(recordFile)) return {};
  return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(recordFile, 'utf8')));
}

function keepRecord(record: Record<string, string>): void {
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(recordFile, JSON.stringify(record, null, 2));
}

if (import.meta.main) {
  const count = await build();
  process.exitCode = count.failed > 0 ? 1 : 0;
}
