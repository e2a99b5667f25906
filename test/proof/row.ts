/** A row of docs/RELIABILITY.md: something bad that is done to real parts, so many times, and what was lost by it. */

export type Ground = {
  /** A folder of its own, removed afterwards. */
  readonly folder: string;
  readonly seed: number;
  /** How many times: see the row's unit. */
  readonly count: number;
  /** Hears how far it is. */
  readonly tell: (line: string) => void;
};

/** What came out. Every number of `losses` must be 0; `seen` are numbers that prove that the case happened, none of which may be 0. */
export type Finding = {
  readonly losses: Readonly<Record<string, number>>;
  readonly seen: Readonly<Record<string, number>>;
  /** What was found to be wrong, in sentences, for whoever has to mend it. */
  readonly flaws: readonly string[];
  /** What other patterns lost under the same faults. */
  readonly rivals?: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

export type Row = {
  /** As typed after `npm run proof --`. */
  readonly name: string;
  readonly title: string;
  /** What is done, in a sentence. */
  readonly method: string;
  readonly unit: string;
  /** The count within `npm test`, and that of the whole proof. `small` is null where `npm test` has tests of its own for it. */
  readonly small: number | null;
  readonly full: number;
  /** Its times are compared: nothing else may run beside it. */
  readonly alone?: true;
  readonly run: (ground: Ground) => Promise<Finding>;
};

/** What was lost, in sentences; empty when nothing was. */
export const lossesOf = ({ losses, flaws }: Finding): string[] => [
  ...Object.entries(losses).flatMap(([name, count]) => (count === 0 ? [] : [`${name}: ${count}`])),
  ...flaws,
];

/** Cases that the row is about and that never came up. */
export const missedBy = ({ seen }: Finding): string[] =>
  Object.entries(seen).flatMap(([name, count]) =>
    count === 0 ? [`it never happened: ${name}`] : [],
  );
