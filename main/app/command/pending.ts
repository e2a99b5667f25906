/** `--pending`: whether entries of this register have not been answered by head office, or are exported now. An uninstaller asks, before it takes anything away. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rescueEntries } from '../../database/rescue.ts';
import { readProvisioning } from '../provisioning.ts';
import { readFlags, type Command } from './console.ts';
import { databaseKey } from './databasekey.ts';
import { writeJournals } from './exportjournal.ts';
import { textOf } from './text.ts';

/** 0 none, or all exported; build/installer.nsh knows the others by their numbers. 1: the export failed. */
const somePending = 10;
const unknownPending = 11;

export const pending: Command = {
  usage: '--pending [--export <file>]',
  run: async (console, words) => {
    const flags = readFlags(words, ['export']);
    if (flags === null) {
      console.say(`holdfast ${pending.usage}`);
      return 2;
    }
    const text = textOf(console.language);
    const database = join(console.folder, 'register.db');
    const provisioned = readProvisioning(console.environment, console.folder)?.witnessFolder;
    const rescued = rescueEntries({
      database,
      witness: join(provisioned ?? console.folder, 'witness.log'),
      key: databaseKey(database, console, undefined),
      everything: false,
    });
    const { fromDatabase, fromWitness } = rescued;
    // A machine that never sold has neither file.
    const count = fromDatabase.ok ? fromDatabase.value : fromWitness;
    if (count > 0 || fromDatabase.ok || !existsSync(database)) {
      console.say(text.pending(count));
      if (count === 0) return 0;
      return flags.export === undefined
        ? somePending
        : writeJournals(console, flags.export, rescued);
    }
    const { code, data } = fromDatabase.fault;
    console.say(text.noDatabase(code, String(data['reason'] ?? '')));
    return unknownPending;
  },
};
