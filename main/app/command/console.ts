/** What a command of the register's executable is given, and how it ends. */
import type { Clock, Language } from '../../../shared/identity.ts';
import type { Keystore } from '../keystore.ts';

/** The process's exit code: 0 done, 1 it failed, 2 it was not understood; `--check` and `--health` have codes of their own above. */
export type Exit = number;

export type Console = {
  /** The register's data folder. */
  readonly folder: string;
  readonly version: string;
  readonly clock: Clock;
  readonly environment: NodeJS.ProcessEnv;
  readonly language: Language;
  /** Asked for only where a key must be opened. */
  readonly keystore: () => Pick<Keystore, 'seal' | 'unseal' | 'isOpen' | 'warning'>;
  /** Writes one line for the person. */
  readonly say: (line: string) => void;
};

export type Command = {
  readonly usage: string;
  readonly run: (console: Console, words: readonly string[]) => Promise<Exit>;
};

/** Words like `--to` with the word after them. Null when a word is none of these, or lacks its value. */
export function readFlags<const Name extends string>(
  words: readonly string[],
  names: readonly Name[],
): Partial<Record<Name, string>> | null {
  const flags: Partial<Record<Name, string>> = {};
  for (let index = 0; index < words.length; index += 2) {
    const name = names.find((candidate) => `--${candidate}` === words[index]);
    const value = words[index + 1];
    if (name === undefined || value === undefined) return null;
    flags[name] = value;
  }
  return flags;
}
