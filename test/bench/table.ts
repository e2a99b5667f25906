/** Tables of figures that a row keeps: the median of its runs, as Markdown. */
import { quantile, type Table } from './row.ts';

type Cell = number | string | null;

function medianOf(cells: readonly (Cell | undefined)[]): Cell {
  const numbers = cells.filter((cell) => typeof cell === 'number');
  return numbers.length === 0 ? (cells.at(-1) ?? null) : quantile(numbers, 0.5);
}

/** One table of the runs: each figure is their median, words are those of the last run. Null without a run. */
export function medianTable(tables: readonly Table[]): Table | null {
  const last = tables.at(-1);
  if (last === undefined) return null;
  const cellOf = (table: Table, line: string, column: string): Cell | undefined =>
    table.lines.find(({ name }) => name === line)?.cells[table.columns.indexOf(column)];
  return {
    columns: last.columns,
    lines: last.lines.map(({ name }) => ({
      name,
      cells: last.columns.map((column) =>
        medianOf(tables.map((table) => cellOf(table, name, column))),
      ),
    })),
  };
}

/** Three digits that count, all of them from a thousand on; what a clock of microseconds cannot tell is less than 0.01. */
export function figureText(cell: Cell): string {
  if (cell === null) return '-';
  if (typeof cell === 'string') return cell;
  if (cell < 0.01) return '< 0.01';
  return cell >= 100
    ? Math.round(cell).toLocaleString('en-US')
    : String(Number(cell.toPrecision(3)));
}

export const markdownOf = ({ columns, lines }: Table): string =>
  [
    `| | ${columns.join(' | ')} |`,
    `| --- |${' --- |'.repeat(columns.length)}`,
    ...lines.map(({ name, cells }) => `| ${[name, ...cells.map(figureText)].join(' | ')} |`),
  ].join('\n');
