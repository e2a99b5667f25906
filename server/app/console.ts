/** What a command of the command line is given, and how it ends. */
import type { Fault } from '../../shared/fault.ts';
import { filled, officeFaultsEn, officeSentence } from '../../shared/officefaults.ts';
import type { Chance, Clock } from '../../shared/identity.ts';
import type { Configuration } from './configuration.ts';

export type Console = {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Writes one line for the person. */
  readonly say: (line: string) => void;
  /** Whether `--json` was given: then what a command found is said as one line of JSON, and nothing else. */
  readonly json: boolean;
  /** Writes one line of the services' log, beside what is said to the person. */
  readonly note: (line: string) => void;
  /** What the environment says, for secrets that do not belong on a command line. */
  readonly secret: (name: 'HOLDFAST_PASSWORD' | 'HOLDFAST_SECOND_PASSWORD') => string | undefined;
  /** Resolves when the person or the system asks the process to end. */
  readonly ended: Promise<void>;
};

/** The process's exit code: 0 done, 1 it failed, 2 it was not understood. */
export type Exit = 0 | 1 | 2;
export type Command = {
  /** As typed: `locks break <request> ...`. */
  readonly usage: string;
  readonly does: string;
  readonly run: (console: Console, words: readonly string[]) => Promise<Exit>;
};

/** A fault in words: its code and its facts. */
function faultText(fault: Fault): string {
  const facts = Object.entries(fault.data).map(([name, value]) => `${name} ${value}`);
  return facts.length === 0 ? fault.code : `${fault.code} (${facts.join(', ')})`;
}

/** Says the fault, and what to do where that can be said, and ends with 1. */
export function failed(console: Console, fault: Fault): Exit {
  const sentence = officeSentence(fault.code, officeFaultsEn);
  const todo = sentence === officeFaultsEn.other ? '' : ` ${filled(sentence, fault.data)}`;
  found(console, { fault }, [`It failed: ${faultText(fault)}.${todo}`]);
  return 1;
}

/** Says what was found: as JSON for a script, else as lines for a person. */
export function found(console: Console, value: unknown, lines: readonly string[]): void {
  if (console.json) console.say(JSON.stringify(value));
  else for (const line of lines) console.say(line);
}

/** Words like `--reason` with the word after them, and the words that are left. */
export function readFlags(words: readonly string[]): {
  readonly flags: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
} {
  const flags = new Map<string, string>();
  const rest: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word.startsWith('--')) {
      flags.set(word.slice(2), words[index + 1] ?? '');
      index += 1;
    } else rest.push(word);
  }
  return { flags, rest };
}

/** Columns under each other, two spaces between them. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
