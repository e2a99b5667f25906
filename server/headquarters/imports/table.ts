/** A CSV file as rows by column. The first line is the heading; a byte order mark is passed over. */
import { parse } from 'csv-parse/sync';
import { fail, ok, type Result } from '../../../shared/fault.ts';
import { importColumns, type ImportFlaw, type ImportKind } from '../../../shared/wire/masters.ts';
import type { Cells } from './cells.ts';

export type Table = { readonly rows: readonly Cells[]; readonly flaws: readonly ImportFlaw[] };

const mostRows = 200_000;
const flawOf = (row: number, column: string, why: ImportFlaw['why'], value = ''): ImportFlaw => ({
  ...{ row, why },
  column: column.slice(0, 64),
  value: value.slice(0, 60),
});

/** Reads a file of a kind. A flaw of the heading (row 1) concerns the whole file. Fault: import.unreadable for what is no CSV. */
export function readTable(kind: ImportKind, csv: string): Result<Table> {
  let lines: string[][];
  try {
    lines = parse(csv, {
      bom: true,
      relax_column_count: true,
      to: mostRows + 1,
    });
  } catch {
    return fail('import.unreadable');
  }
  const heading = (lines[0] ?? []).map((name) => name.trim().toLowerCase());
  if (heading.every((name) => name === '')) return fail('import.unreadable');
  const columns = importColumns[kind];
  const known = new Set(columns.map((name) => name.replace('*', '')));
  const flaws = [
    ...columns
      .filter((name) => name.endsWith('*') && !heading.includes(name.slice(0, -1)))
      .map((name) => flawOf(1, name.slice(0, -1), 'missingColumn')),
    ...heading
      .filter((name, at) => !known.has(name) || heading.indexOf(name) !== at)
      .map((name) => flawOf(1, name, 'unknownColumn', name)),
  ];
  const rows: Cells[] = [];
  lines.slice(1).forEach((line, index) => {
    const row = index + 2;
    if (line.length === 1 && line[0]?.trim() === '') return;
    if (line.length !== heading.length) flaws.push(flawOf(row, '', 'unreadable', line[0]));
    else
      rows.push({
        row,
        cells: Object.fromEntries(heading.map((name, at) => [name, line[at] ?? ''])),
      });
  });
  return ok({ rows, flaws });
}
