/** What the last run of each row found, kept in docs/reliability.json, and docs/RELIABILITY.md as it is written from that. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { lossesOf, missedBy, type Row } from './row.ts';
import type { Proved } from './prove.ts';
import { existingTests } from './existing.ts';

const counts = z.record(z.string(), z.number());
const runSchema = z.strictObject({
  count: z.number(),
  seed: z.number(),
  seconds: z.number(),
  day: z.string(),
  cores: z.number(),
  losses: counts,
  seen: counts,
  rivals: z.record(z.string(), counts),
  flaws: z.array(z.string()),
});
type Run = z.infer<typeof runSchema>;
const wholeSchema = z.strictObject({
  minutes: z.number(),
  seed: z.number(),
  failed: z.number(),
  day: z.string(),
  cores: z.number(),
});
const keptSchema = z.strictObject({
  /** The last run of all rows in full size at one go. */
  whole: wholeSchema.nullable(),
  rows: z.record(z.string(), runSchema),
});
type Kept = z.infer<typeof keptSchema>;

const docs = (name: string): string =>
  fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
const dataFile = docs('reliability.json');

function readKept(): Kept {
  if (!existsSync(dataFile)) return { whole: null, rows: {} };
  return keptSchema.parse(JSON.parse(readFileSync(dataFile, 'utf8')));
}

function keep(rows: readonly Row[], kept: Kept): void {
  writeFileSync(dataFile, `${JSON.stringify(kept, null, 2)}\n`);
  writeFileSync(docs('RELIABILITY.md'), pageOf(rows, kept));
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** Keeps the run as the row's last one and writes the page anew. */
export function record(
  row: Row,
  rows: readonly Row[],
  { finding, seconds }: Proved,
  { count, seed }: { readonly count: number; readonly seed: number },
): void {
  const run: Run = {
    count,
    seed,
    seconds: Math.round(seconds),
    day: today(),
    cores: cpus().length,
    losses: finding.losses,
    seen: finding.seen,
    rivals: finding.rivals ?? {},
    flaws: [...lossesOf(finding), ...missedBy(finding)],
  };
  const { whole, rows: before } = readKept();
  keep(rows, { whole, rows: { ...before, [row.name]: run } });
}

/** Keeps how long all rows took in full size, and how many of them failed. */
export function recordWhole(
  rows: readonly Row[],
  run: { readonly minutes: number; readonly seed: number; readonly failed: number },
): void {
  const whole = { ...run, day: today(), cores: cpus().length };
  keep(rows, { ...readKept(), whole });
}

const listed = (numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .map(([name, count]) => `${name} ${count}`)
    .join('; ');

const lineOf = (row: Row, run: Run): string =>
  [
    '',
    row.title,
    row.method,
    `${run.count} ${row.unit}, seed ${run.seed}, ${run.seconds} s (${run.day})`,
    listed(run.seen),
    run.flaws.length === 0
      ? listed(run.losses)
      : `**${run.flaws.join('; ').replaceAll(/\s*\n\s*/g, '; ')}**`,
    `\`npm run proof -- ${row.name}${run.count === row.full ? '' : ` --count ${run.count}`}\``,
    '',
  ]
    .join(' | ')
    .trim();

const lineOfWhole = (whole: Kept['whole'], runs: readonly Run[]): string[] =>
  whole === null
    ? []
    : [
        `The last whole run, every row in full size at one go, took ${whole.minutes} minutes on ${whole.cores} cores (${whole.day}, seed ${whole.seed});`,
        toldFailures(whole.failed, runs),
      ];

/** A row that failed in the whole run may have been mended and run again since; its line then tells of that run. */
function toldFailures(failed: number, runs: readonly Run[]): string {
  if (failed === 0) return 'no row failed.';
  return runs.every(({ flaws }) => flaws.length === 0)
    ? `rows that failed in it, were mended and run again: ${failed}.`
    : `**rows that failed: ${failed}.**`;
}

function pageOf(rows: readonly Row[], { whole, rows: runs }: Kept): string {
  const known = rows.flatMap((row) => {
    const run = runs[row.name];
    return run === undefined ? [] : [{ row, run }];
  });
  const rivals = known.flatMap(({ row, run }) =>
    Object.entries(run.rivals).map(
      ([name, losses]) => `| ${name} | ${listed(losses)} | \`npm run proof -- ${row.name}\` |`,
    ),
  );
  return `${[
    '# Reliability',
    '',
    'What was done to Holdfast, with real SQLite files, real HTTP on loopback, real processes and real PostgreSQL, and what was lost.',
    'Written by `npm run proof` from the last run of each row; the numbers are those of that run. `npm test` does the same in smaller',
    'sizes. A row fails when anything was lost, and `npm run proof` also when a case that the row is about never happened. Rows run two at a',
    'time (but for Poison, whose time is compared), so the seconds of a row are those beside another one.',
    ...lineOfWhole(whole, Object.values(runs)),
    '',
    '| Row | What was done | How much | What happened | What was lost | Command |',
    '| --- | --- | --- | --- | --- | --- |',
    ...known.map(({ row, run }) => lineOf(row, run)),
    '',
    '## The same faults, other patterns',
    '',
    'Patterns in use elsewhere, restated in `test/proof/rivals` and put under the same faults.',
    '',
    '| Pattern | What it lost | Command |',
    '| --- | --- | --- |',
    ...rivals,
    '',
    '## Files and disks that go wrong',
    '',
    'Proved one by one in `npm test`:',
    '',
    '| What goes wrong | What happens | Test |',
    '| --- | --- | --- |',
    ...existingTests.map(([what, then, test]) => `| ${what} | ${then} | \`${test}\` |`),
  ].join('\n')}\n`;
}
