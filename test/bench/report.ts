/** The JSON and the Markdown table of a run, and the kept run of each row in docs/performance.json and docs/PERFORMANCE.md. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { root } from '../../tools/command.ts';
import { isWithin, ratioOf, type Limit, type Measured, type Row } from './row.ts';
import { rows } from './rows.ts';
import { markdownOf, medianTable } from './table.ts';

export type Entry = { readonly row: Row; readonly found: readonly Measured[] };

const keptSchema = z.record(
  z.string(),
  z.strictObject({
    /** As it was when it ran: how many of what was measured stands in it. Runs of before 29 November 2026 have none. */
    title: z.string().optional(),
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
        table: z
          .strictObject({
            columns: z.array(z.string()),
            lines: z.array(
              z.strictObject({
                name: z.string(),
                cells: z.array(z.union([z.number(), z.string(), z.null()])),
              }),
            ),
          })
          .optional(),
      }),
    ),
  }),
);
type Kept = z.infer<typeof keptSchema>;

const asKept = (entries: readonly Entry[]): Kept =>
  keptSchema.parse(
    Object.fromEntries(
      entries.map(({ row, found }) => [
        row.name,
        {
          title: row.title,
          command: row.command,
          day: new Date().toISOString().slice(0, 10),
          cores: cpus().length,
          limit: row.limit,
          found,
        },
      ]),
    ),
  );

const limitText = (limit: Limit): string =>
  'atMost' in limit ? `at most ${limit.atMost} x` : `at least ${limit.atLeast} x`;

const figure = (value: number): string => value.toPrecision(3).replace(/e\+.*/, '');

function lineOf(row: Row, { title, found, day, limit }: Kept[string]): string {
  const ratios = found.map((one) => {
    const ratio = ratioOf(one).toFixed(2);
    return isWithin(limit, one) ? ratio : `**${ratio}**`;
  });
  const last = found.at(-1);
  const values = last && `${figure(last.measured)} against ${figure(last.bound)} ${last.unit}`;
  const cells = [
    title ?? row.title,
    row.against,
    limitText(limit),
    ratios.join(', '),
    values ?? '',
  ];
  return `| ${[...cells, last?.notes.join('; ') ?? '', day, `\`${row.command}\``].join(' | ')} |`;
}

/** The one of all rows, each by its kept run. */
export const tableOf = (kept: Kept): string =>
  [
    '| What | Against | Limit | Ratio, each time | The last time | Notes | Day | Command |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.flatMap((row) => {
      const known = kept[row.name];
      return known === undefined ? [] : [lineOf(row, known)];
    }),
  ].join('\n');

/** The table that a row keeps beside the one of all rows; null when it keeps none. */
function ownTable({ found }: Kept[string]): string | null {
  const table = medianTable(found.flatMap((one) => one.table ?? []));
  return table && markdownOf(table);
}

const ownTables = (kept: Kept): { name: string; text: string }[] =>
  Object.entries(kept).flatMap(([name, row]) => {
    const text = ownTable(row);
    return text === null ? [] : [{ name, text }];
  });

const json = (kept: Kept): string => `${JSON.stringify(kept, null, 2)}\n`;

/** Writes the run's own JSON and table; answers their paths. */
export function writeRun(entries: readonly Entry[]): string[] {
  const folder = join(root, 'test-results/bench');
  mkdirSync(folder, { recursive: true });
  const kept = asKept(entries);
  const tables = [tableOf(kept), ...ownTables(kept).map(({ name, text }) => `${name}:\n\n${text}`)];
  const files = {
    [join(folder, 'run.json')]: json(kept),
    [join(folder, 'run.md')]: tables.join('\n\n'),
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(file, text);
  return Object.keys(files).map((file) => relative(root, file));
}

const pageFile = join(root, 'docs/PERFORMANCE.md');
const dataFile = join(root, 'docs/performance.json');
/** Between the marks of a table stands nothing that is written by hand. */
function withTable(page: string, name: string, text: string): string {
  const marks = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end of table -->)`);
  if (!marks.test(page)) throw new Error(`docs/PERFORMANCE.md has lost the marks of ${name}`);
  return page.replace(marks, (_all, begin: string, end: string) => `${begin}${text}\n${end}`);
}

/** Keeps the run as the last one of its rows, and writes the page's tables anew; what stands around them is written by hand. */
export function keepRun(entries: readonly Entry[]): void {
  const before = existsSync(dataFile)
    ? keptSchema.parse(JSON.parse(readFileSync(dataFile, 'utf8')))
    : {};
  const kept = { ...before, ...asKept(entries) };
  const page = [
    { name: 'table by npm run bench', text: tableOf(kept) },
    ...ownTables(kept).map(({ name, text }) => ({
      name: `table by npm run bench -- ${name}`,
      text,
    })),
  ].reduce((whole, { name, text }) => withTable(whole, name, text), readFileSync(pageFile, 'utf8'));
  writeFileSync(dataFile, json(kept));
  writeFileSync(pageFile, page);
}
