/** The command line of the servers: finds the command, reads the configuration, says what is wrong with either. */
import type { Chance, Clock } from '../../shared/identity.ts';
import { readConfiguration } from './configuration.ts';
import type { Command, Exit } from './console.ts';
import { verifyAudit } from './commands/audit.ts';
import { resetCache } from './commands/cache.ts';
import { importJournal } from './commands/journal.ts';
import { expireInstruments } from './commands/instruments.ts';
import { exportPoslog } from './commands/export.ts';
import { verifyLedger } from './commands/ledger.ts';
import { breakOne, listLocks } from './commands/locks.ts';
import { migrate } from './commands/migrate.ts';
import { addAccount, addChannel } from './commands/office.ts';
import { activationCode, listRegisters } from './commands/registers.ts';
import { restored } from './commands/restored.ts';
import { registerOff, registerOn } from './commands/switching.ts';
import { listShifts } from './commands/shifts.ts';
import { seedDemo } from './commands/seed.ts';
import { serve } from './commands/serve.ts';

/** By the words that call them. */
export const commands: Readonly<Record<string, Command>> = {
  serve,
  migrate,
  'seed-demo': seedDemo,
  'cache reset': resetCache,
  'locks list': listLocks,
  'locks break': breakOne,
  'registers list': listRegisters,
  'shifts list': listShifts,
  'registers code': activationCode,
  'registers off': registerOff,
  'registers on': registerOn,
  restored,
  'channels add': addChannel,
  'accounts add': addAccount,
  'journal import': importJournal,
  'instruments expire': expireInstruments,
  'ledger verify': verifyLedger,
  'export poslog': exportPoslog,
  'audit verify': verifyAudit,
};

export type CommandLine = {
  readonly words: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly say: (line: string) => void;
  readonly note: (line: string) => void;
  readonly ended: Promise<void>;
};

/** Runs the command that the words name; answers the exit code. */
export async function runCommandLine(line: CommandLine): Promise<Exit> {
  const { words: given, variables, clock, chance, say, note, ended } = line;
  const json = given.includes('--json');
  const asks = given.includes('--help') || given[0] === 'help';
  const words = given.filter((word, index) => {
    return !['--json', '--help'].includes(word) && !(word === 'help' && index === 0);
  });
  const found = [2, 1].flatMap((length) => {
    const command = commands[words.slice(0, length).join(' ')];
    return command ? [{ command, rest: words.slice(length) }] : [];
  })[0];
  if (asks && found) {
    for (const told of usage([found.command])) say(told);
    return 0;
  }
  if (!found) {
    for (const told of usage(Object.values(commands))) say(told);
    if (words.length === 0) return 0;
    say(`There is no command "${words.join(' ')}".`);
    return 2;
  }
  const configured = readConfiguration(variables);
  if (!configured.ok) {
    for (const flaw of configured.flaws) say(flaw);
    return 2;
  }
  for (const hint of configured.notes) (json ? note : say)(json ? `${hint}\n` : hint);
  const secret = (name: string): string | undefined => variables[name];
  const { configuration } = configured;
  return found.command.run(
    { configuration, clock, chance, say, json, note, secret, ended },
    found.rest,
  );
}

function usage(shown: readonly Command[]): string[] {
  return [
    'holdfast-server <command> [--json] [--help]',
    '',
    ...shown.flatMap(({ usage: typed, does }) => [`  ${typed}`, `      ${does}`]),
    '',
    'It ends with 0 when all went well, with 1 when it failed or found something wrong, with 2 when it was not understood.',
  ];
}
