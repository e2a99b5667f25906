/** What `package:check` has made, and how it says that something of it is wrong. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from './certificate.ts';

export type Made = {
  readonly folder: string;
  /** electron-builder's output. */
  readonly output: string;
  readonly authority: Authority;
  readonly publisher: string;
  /** The list that the signing hook wrote. */
  readonly signed: string;
  readonly timestamps: string;
};
export function demand(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Error(sentence);
}

export const installersIn = (output: string): string[] =>
  globSync('*-setup.exe', { cwd: output })
    .map((name) => join(output, name))
    .toSorted();
