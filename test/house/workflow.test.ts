/** The workflows under .github: valid by GitHub's shape as far as we use it, and naming only what is there. */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { read, root } from './tree.ts';

const text = z.string();
const step = z
  .strictObject({
    name: text,
    uses: text.regex(/^[\w-]+\/[\w-]+@v\d+$/),
    run: text,
    if: text,
    shell: z.enum(['pwsh', 'bash']),
    'working-directory': text,
    env: z.record(text, text),
    with: z.record(text, z.union([text, z.number(), z.boolean()])),
  })
  .partial()
  .refine(({ uses, run }) => (uses === undefined) !== (run === undefined), 'runs or uses');
const job = z.strictObject({
  needs: z.array(text).optional(),
  strategy: z
    .strictObject({ 'fail-fast': z.boolean(), matrix: z.record(text, z.array(text)) })
    .optional(),
  'runs-on': text,
  'timeout-minutes': z.int().max(60),
  environment: text.optional(),
  env: z.record(text, text).optional(),
  steps: z.array(step).min(1),
});
const workflow = z.strictObject({
  name: text,
  on: z.record(text, z.unknown()),
  permissions: z.strictObject({ contents: z.literal('read') }),
  concurrency: z.strictObject({ group: text, 'cancel-in-progress': z.boolean() }),
  jobs: z.record(text, job),
});

const files = globSync('.github/workflows/*.yml', { cwd: root });
const { scripts } = z
  .object({ scripts: z.record(text, text) })
  .parse(JSON.parse(read('package.json')));
const commands = files.flatMap((file) =>
  Object.values(workflow.parse(parse(read(file))).jobs).flatMap(({ steps }) =>
    steps.flatMap(({ run }) => run ?? []),
  ),
);

it('has a workflow whose jobs wait only for jobs that are there', () => {
  expect(files).toContain('.github/workflows/release.yml');
  for (const file of files) {
    const { jobs } = workflow.parse(parse(read(file)));
    const needed = Object.values(jobs).flatMap(({ needs = [] }) => needs);
    expect(needed.filter((name) => !(name in jobs))).toEqual([]);
  }
});

it('runs only scripts of package.json and files of the house', () => {
  const run = commands.flatMap((command) => [...command.matchAll(/npm run ([\w:]+)/g)]);
  expect(run.length).toBeGreaterThan(5);
  expect(run.filter(([, name = '']) => !(name in scripts)).map(([whole]) => whole)).toEqual([]);
  const named = commands.flatMap((command) => [...command.matchAll(/\.\/(tools\/[\w/.-]+)/g)]);
  expect(named.length).toBeGreaterThan(1);
  expect(named.filter(([, file = '']) => !existsSync(join(root, file)))).toEqual([]);
});

it('publishes only after tests, signing check and papers', () => {
  const { jobs } = workflow.parse(parse(read('.github/workflows/release.yml')));
  expect(jobs['publish']?.needs).toEqual(['windows', 'linux']);
  for (const name of ['windows', 'linux'])
    expect(jobs[name]?.needs).toEqual(['test', 'package-check']);
  const steps = jobs['windows']?.steps.map(({ run = '' }) => run) ?? [];
  const parts = [
    'npm run dist',
    'verify.ps1',
    'release:papers',
    'install-check.ps1',
    'msi-check.ps1',
  ];
  const order = parts.map((part) => steps.findIndex((run) => run.includes(part)));
  expect(order.every((at, index) => at > (order[index - 1] ?? -1))).toBe(true);
});
