/** A row of docs/PERFORMANCE.md: something that is measured in the same run as what it is held against. */

/** What came out, once. `measured` and `bound` are of the same unit, on the same machine, in the same minutes. */
export type Measured = {
  readonly measured: number;
  readonly bound: number;
  readonly unit: string;
  /** What else a reader wants to know of this run, each a short sentence without its full stop. */
  readonly notes: readonly string[];
  /** What one figure and its bound cannot tell. It goes between the row's own marks in docs/PERFORMANCE.md. */
  readonly table?: Table | undefined;
};

/** Figures side by side, or words; null where nothing was measured. As many cells as columns in each line. */
export type Table = {
  readonly columns: readonly string[];
  readonly lines: readonly {
    readonly name: string;
    readonly cells: readonly (number | string | null)[];
  }[];
};

/** How many times the bound: most for times and sizes, least for rates. */
export type Limit = { readonly atMost: number } | { readonly atLeast: number };

export type Row = {
  /** As typed after `npm run bench --`. */
  readonly name: string;
  /** What is measured, in a sentence. */
  readonly title: string;
  readonly command: string;
  /** What the bound is. */
  readonly against: string;
  readonly limit: Limit;
  /** Measures once; `tell` hears how far it is. Throws when nothing could be measured. */
  readonly run: (tell: (line: string) => void) => Promise<Measured>;
  /** Takes down what its runs shared. */
  readonly end?: () => Promise<void>;
};

export const ratioOf = ({ measured, bound }: Measured): number => measured / bound;

export const isWithin = (limit: Limit, measured: Measured): boolean =>
  'atMost' in limit ? ratioOf(measured) <= limit.atMost : ratioOf(measured) >= limit.atLeast;

/** The value below which this part of all values lies (0.5: the median). */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}
