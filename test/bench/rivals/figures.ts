/** What the race tells: the figures of each rival, and the table of all. */
import { quantile, type Table } from '../row.ts';

/** Times in milliseconds, as they were seen. */
export type Seen = {
  readonly loads: number[];
  readonly starts: number[];
  readonly scans: number[];
  readonly letters: number[];
  readonly words: number[];
  readonly commits: number[];
  readonly reads: number[];
};

export const nothingSeen = (): Seen => ({
  loads: [],
  starts: [],
  scans: [],
  letters: [],
  words: [],
  commits: [],
  reads: [],
});

export type Racer = {
  readonly name: string;
  /** What a commit waits for. */
  readonly durability: string;
  /** What finds a product. */
  readonly way: string;
  readonly seen: Seen;
};

const figures: readonly {
  readonly name: string;
  readonly times: keyof Seen;
  readonly part: number;
  /** The published budget of POS Awesome for 100,000 items, in its frontend/tests/performance. */
  readonly budget?: number;
}[] = [
  { name: 'First load, ms', times: 'loads', part: 0.5, budget: 15_000 },
  { name: 'Start: from disc to the first product found, ms', times: 'starts', part: 0.5 },
  { name: 'Barcode, p50 ms', times: 'scans', part: 0.5 },
  { name: 'Barcode, p95 ms', times: 'scans', part: 0.95, budget: 50 },
  { name: 'Two to four letters, p50 ms', times: 'letters', part: 0.5 },
  { name: 'Two to four letters, p95 ms', times: 'letters', part: 0.95, budget: 300 },
  { name: 'Two words, p50 ms', times: 'words', part: 0.5 },
  { name: 'Two words, p95 ms', times: 'words', part: 0.95, budget: 300 },
  { name: 'Commit of an eight-line sale, p50 ms', times: 'commits', part: 0.5 },
  { name: 'Commit of an eight-line sale, p95 ms', times: 'commits', part: 0.95 },
  { name: 'All unsent sales read, ms', times: 'reads', part: 0.5 },
];

const budgetName = 'POS Awesome, its budget';

/** Null where nothing was measured: an empty list has no quantile. */
const quantileOf = (times: readonly number[], part: number): number | null =>
  times.length === 0 ? null : quantile(times, part);

/** Holdfast first, then the budget, then the rivals. */
export function tableOf(own: Racer, rivals: readonly Racer[]): Table {
  const line = (
    name: string,
    cell: (racer: Racer) => number | string | null,
    budget: number | null = null,
  ) => ({ name, cells: [cell(own), budget, ...rivals.map(cell)] });
  return {
    columns: [own.name, budgetName, ...rivals.map(({ name }) => name)],
    lines: [
      line('Products are found by', ({ way }) => way),
      ...figures.map(({ name, times, part, budget }) =>
        line(name, ({ seen }) => quantileOf(seen[times], part), budget),
      ),
      line('A commit waits for', ({ durability }) => durability),
    ],
  };
}

/** The fastest of the rivals that have such times, at this quantile. Throws when none has. */
export function fastest(
  rivals: readonly Racer[],
  timesOf: (seen: Seen) => readonly number[],
  part: number,
): { readonly name: string; readonly ms: number } {
  const measured = rivals.flatMap(({ name, seen }) => {
    const ms = quantileOf(timesOf(seen), part);
    return ms === null ? [] : [{ name, ms }];
  });
  return measured.reduce((left, right) => (right.ms < left.ms ? right : left));
}
