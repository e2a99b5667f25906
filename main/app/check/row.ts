/** One row of `holdfast --check`, and the exit code that a failed one ends with. */

/** In the order of the table; the first that fails gives the exit code. Numbers never change meaning (docs/OPERATIONS.md). */
export const checkExits = {
  configuration: 10,
  folder: 11,
  database: 12,
  keystore: 13,
  identity: 14,
  channel: 15,
  certificate: 16,
  headquarters: 17,
  clock: 18,
  printer: 19,
  terminal: 20,
  crashes: 21,
  zone: 22,
} as const;
export type CheckName = keyof typeof checkExits;
export const checkNames = Object.keys(checkExits) as readonly CheckName[];

/** `skipped`: cannot be judged because another row failed, or there is nothing to judge. */
export type CheckState = 'good' | 'warning' | 'failed' | 'skipped';
/** `code`: what is said of it, by a sentence in each language; `facts` its numbers and names. */
export type Row = {
  readonly name: CheckName;
  readonly state: CheckState;
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
};

export const row = (
  name: CheckName,
  state: CheckState,
  code: string,
  facts: Row['facts'] = {},
): Row => ({ name, state, code, facts });
