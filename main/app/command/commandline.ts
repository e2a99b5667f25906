/** The commands of the register's executable, which run without a window. */
import { check } from './check.ts';
import { health } from './health.ts';
import { supportBundle } from './supportbundle.ts';
import type { Command, Console, Exit } from './console.ts';
import { exportJournal } from './exportjournal.ts';
import { pending } from './pending.ts';
import { provision } from './provision.ts';

const commands: Readonly<Record<string, Command>> = {
  '--check': check,
  '--health': health,
  '--support-bundle': supportBundle,
  'export-journal': exportJournal,
  '--pending': pending,
  provision,
};

export type Asked = { readonly name: string; readonly words: readonly string[] };

/** The command in the process's arguments, of which Electron's own come first; null: a window is wanted. */
export function commandOf(argv: readonly string[]): Asked | null {
  const at = argv.findIndex((word) => Object.hasOwn(commands, word));
  const name = argv[at];
  return name === undefined ? null : { name, words: argv.slice(at + 1) };
}

/** Runs it; answers the process's exit code. What it cannot do is said, not thrown. */
export async function runCommand({ name, words }: Asked, console: Console): Promise<Exit> {
  const command = commands[name];
  if (!command) return 2;
  return command.run(console, words);
}
