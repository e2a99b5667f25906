/** `export-journal`: the sealed entries of a dead register, from its disk into a file that headquarters imports (docs/RUNBOOK.md). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../database/durable.ts';
import { guarded } from '../../database/failure.ts';
import { rescueEntries, type Rescued } from '../../database/rescue.ts';
import { writeJournalFile } from '../../../shared/wire/journalfile.ts';
import { done } from '../../../shared/fault.ts';
import type { Entry } from '../../../shared/entry.ts';
import type { RegisterId } from '../../../shared/identity.ts';
import { readFrame } from '../../../shared/wire/entry.ts';
import { readFlags, type Command, type Console, type Exit } from './console.ts';
import { databaseKey } from './databasekey.ts';
import { textOf } from './text.ts';

export const exportJournal: Command = {
  usage:
    'export-journal --to <file> [--from <data folder>] [--witness <folder>] [--recovery-key <private.pem>] [--entries unanswered|all]',
  run: async (console, words) => {
    const flags = readFlags(words, ['to', 'from', 'witness', 'recovery-key', 'entries']);
    const text = textOf(console.language);
    const folder = flags?.from ?? console.folder;
    const which = flags?.entries ?? 'unanswered';
    const recoveryKey = flags?.['recovery-key'];
    if (flags?.to === undefined || !['unanswered', 'all'].includes(which)) {
      console.say(`holdfast ${exportJournal.usage}`);
      return 2;
    }
    for (const place of [folder, flags.witness ?? folder, recoveryKey ?? folder])
      if (!existsSync(place)) {
        console.say(text.missing(place));
        return 2;
      }
    const database = join(folder, 'register.db');
    const rescued = rescueEntries({
      database,
      witness: join(flags.witness ?? folder, 'witness.log'),
      key: databaseKey(database, console, recoveryKey),
      everything: which === 'all',
    });
    return writeJournals(console, flags.to, rescued);
  },
};

/** Writes a journal file for each register that the entries are of, and says so. Exit 1: nothing was written, and not all could be read; or a file could not be written. */
export function writeJournals(console: Console, to: string, rescued: Rescued): Exit {
  const text = textOf(console.language);
  const { entries, fromWitness, fromDatabase } = rescued;
  console.say(text.fromWitness(fromWitness));
  console.say(
    fromDatabase.ok
      ? text.fromDatabase(fromDatabase.value)
      : text.noDatabase(fromDatabase.fault.code, String(fromDatabase.fault.data['reason'] ?? '')),
  );
  const own = byRegister(entries);
  for (const [register, sealed] of own) {
    // A disk may have served two registers, one after the other.
    const file = own.size === 1 ? to : `${to}-${register}`;
    const header = { register, exportedAt: console.clock.now(), program: console.version };
    const written = guarded(() => {
      writeWhole(file, writeJournalFile(header, sealed));
      return done;
    });
    if (!written.ok) {
      console.say(text.notWritten(file, String(written.fault.data['reason'])));
      return 1;
    }
    console.say(text.exported(sealed.length, register, file));
  }
  if (own.size > 0) return 0;
  console.say(text.nothing);
  // Unread is not the same as empty.
  return fromDatabase.ok ? 0 : 1;
}

function byRegister(entries: readonly Entry[]): Map<RegisterId, Entry[]> {
  const own = new Map<RegisterId, Entry[]>();
  for (const entry of entries) {
    const frame = readFrame(entry);
    if (frame.ok) own.set(frame.value.register, [...(own.get(frame.value.register) ?? []), entry]);
  }
  return own;
}
