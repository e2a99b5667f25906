/** The JSON and the Markdown table of a run, and the kept run of each row in docs/performance.json and docs/PERFORMANCE.md. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { root } from '../../tools/command.ts';
import { isWithin, ratioOf, type Limit, type Measured, type Row } from './row.ts';
import { rows } from './rows.ts';

export type Entry = { readonly row: Row; readonly found: readonly Measured[] };

const keptSchema = z.record(
  z.string(),
  z.strictObject({
    command: z.string(),
    day: z.string(),
    cores: z.number(),
    limit: z.union([
      z.strictObject({ atMost: z.number() }),
      z.strictObject({ atLeast: z.number() }),
    ]),
    found: z.array(
      z.strictObject({
        measured: z.number(),
        bound: z.number(),
        unit: z.string(),
        notes: z.array(z.string()),
      }),
    ),
  }),
);
type Kept = z.infer<typeof keptSchema>;

const asKept = (entries: readonly Entry[]): Kept =>
  Object.fromEntries(
    entries.map(({ row, found }) => [
      row.name,
      {
        command: row.command,
        day: new Date().toISOString().slice(0, 10),
        cores: cpus().length,
        limit: row.limit,
        found: found.map((one) => ({ ...one, notes: [...one.notes] })),
      },
    ]),
  );

const limitText = (limit: Limit): string =>
  'atMost' in limit ? `at most ${limit.atMost} x` : `at least ${limit.atLeast} x`;

const figure = (value: number): string => value.toPrecision(3).replace(/e\+.*/, '');

function lineOf(row: Row, { found, day, limit }: Kept[string]): string {
  const ratios = found.map((one) => {
    const ratio = ratioOf(one).toFixed(2);
    return isWithin(limit, one) ? ratio : `**${ratio}**`;
  });
  const last = found.at(-1);
  const values = last && `${figure(last.measured)} against ${figure(last.bound)} ${last.unit}`;
  const cells = [row.title, row.against, limitText(limit), ratios.join(', '), values ?? ''];
  return `| ${[...cells, last?.notes.join('; ') ?? '', day, `\`${row.command}\``].join(' | ')} |`;
}

const tableOf = (kept: Kept): string =>
  [
    '| What | Against | Limit | Ratio, each time | The last time | Notes | Day | Command |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.flatMap((row) => {
      const known = kept[row.name];
      return known === undefined ? [] : [lineOf(row, known)];
    }),
  ].join('\n');

const json = (kept: Kept): string => `${JSON.stringify(kept, null, 2)}\n`;

/** Writes the run's own JSON and table; answers their paths. */
export function writeRun(entries: readonly Entry[]): string[] {
  const folder = join(root, 'test-results/bench');
  mkdirSync(folder, { recursive: true });
  const kept = asKept(entries);
  const files = { [join(folder, 'run.json')]: json(kept), [join(folder, 'run.md')]: tableOf(kept) };
  for (const [file, text] of Object.entries(files)) writeFileSync(file, text);
  return Object.keys(files).map((file) => relative(root, file));
}

const pageFile = join(root, 'docs/PERFORMANCE.md');
const dataFile = join(root, 'docs/performance.json');
const marks = /(<!-- table by npm run bench -->\n)[\s\S]*(<!-- end of table -->)/;

/** Keeps the run as the last one of its rows, and writes the page's table anew; what stands around it is written by hand. */
export function keepRun(entries: readonly Entry[]): void {
  const before = existsSync(dataFile)
    ? keptSchema.parse(JSON.parse(readFileSync(dataFile, 'utf8')))
    : {};
  const kept = { ...before, ...asKept(entries) };
  const page = readFileSync(pageFile, 'utf8');
  if (!marks.test(page)) throw new Error('docs/PERFORMANCE.md has lost the marks of its table');
  writeFileSync(dataFile, json(kept));
  writeFileSync(
    pageFile,
    page.replace(marks, (_all, begin: string, end: string) => `${begin}${tableOf(kept)}\n${end}`),
  );
}
