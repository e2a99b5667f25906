/** `--pending`: whether entries of this register have not been answered by head office. The uninstaller asks, before it takes anything away. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rescueEntries } from '../../database/rescue.ts';
import { readProvisioning } from '../provisioning.ts';
import type { Command } from './console.ts';
import { databaseKey } from './databasekey.ts';
import { textOf } from './text.ts';

/** 0 none; build/installer.nsh knows the others by their numbers. */
const somePending = 10;
const unknownPending = 11;

export const pending: Command = {
  usage: '--pending',
  run: async (console) => {
    const text = textOf(console.language);
    const database = join(console.folder, 'register.db');
    const provisioned = readProvisioning(console.environment, console.folder)?.witnessFolder;
    const { fromDatabase, fromWitness } = rescueEntries({
      database,
      witness: join(provisioned ?? console.folder, 'witness.log'),
      key: databaseKey(database, console, undefined),
      everything: false,
    });
    // A machine that never sold has neither file.
    const count = fromDatabase.ok ? fromDatabase.value : fromWitness;
    if (count > 0 || fromDatabase.ok || !existsSync(database)) {
      console.say(text.pending(count));
      return count > 0 ? somePending : 0;
    }
    const { code, data } = fromDatabase.fault;
    console.say(text.noDatabase(code, String(data['reason'] ?? '')));
    return unknownPending;
  },
};
