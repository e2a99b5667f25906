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
const runsSchema = z.record(z.string(), runSchema);
type Run = z.infer<typeof runSchema>;

const docs = (name: string): string =>
  fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
const dataFile = docs('reliability.json');

/** Keeps the run as the row's last one and writes the page anew. */
export function record(
  row: Row,
  rows: readonly Row[],
  { finding, seconds }: Proved,
  { count, seed }: { readonly count: number; readonly seed: number },
): void {
  const before: unknown = existsSync(dataFile) ? JSON.parse(readFileSync(dataFile, 'utf8')) : {};
  const run: Run = {
    count,
    seed,
    seconds: Math.round(seconds),
    day: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    losses: finding.losses,
    seen: finding.seen,
    rivals: finding.rivals ?? {},
    flaws: [...lossesOf(finding), ...missedBy(finding)],
  };
  const runs = { ...runsSchema.parse(before), [row.name]: run };
  writeFileSync(dataFile, `${JSON.stringify(runs, null, 2)}\n`);
  writeFileSync(docs('RELIABILITY.md'), pageOf(rows, runs));
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
    run.flaws.length === 0 ? listed(run.losses) : `**${run.flaws.join('; ')}**`,
    `\`npm run proof -- ${row.name}${run.count === row.full ? '' : ` --count ${run.count}`}\``,
    '',
  ]
    .join(' | ')
    .trim();

function pageOf(rows: readonly Row[], runs: Readonly<Record<string, Run>>): string {
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
    'Written by `npm run proof` from the last run of each row; the numbers are those of that run. `npm test` runs every row in a',
    'smaller size. A row fails when anything was lost, and `npm run proof` also when a case that the row is about never happened.',
    'The seconds are those of a machine that was busy with other work.',
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
