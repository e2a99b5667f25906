/** A rule broken on purpose: a small patch of the program that the proof must notice. */
export type Mutation = {
  readonly name: string;
  /** The rule that it breaks. */
  readonly rule: string;
  /** Each text stands in its file exactly once and is replaced. */
  readonly edits: readonly { readonly file: string; readonly find: string; readonly put: string }[];
  /** A test that notices it; without one the simulation does. */
  readonly test?: string;
};

/** A mutation of one place. */
export const mutation = (
  name: string,
  rule: string,
  file: string,
  find: string,
  put: string,
): Mutation => ({ name, rule, edits: [{ file, find, put }] });
