/** `journal import`: entries that were taken from a dead register's disk go the way of all entries, once for each hash (docs/RUNBOOK.md). */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isEntryIntact } from '../../../shared/entry.ts';
import { fail } from '../../../shared/fault.ts';
import { readJournalFile } from '../../../shared/wire/journalfile.ts';
import { receiveExported } from '../../headquarters/exported.ts';
import { failed, readFlags, type Command } from '../console.ts';
import { allowed } from './allowed.ts';
import { withHeadquarters } from './open.ts';

export const importJournal: Command = {
  usage: 'journal import <file> --by <account>',
  does: "Posts what `holdfast export-journal` wrote, once each, whatever came before. The account's password comes from HOLDFAST_PASSWORD.",
  run: async (console, words) => {
    const { flags, rest } = readFlags(words);
    const [file] = rest;
    const by = flags.get('by') ?? '';
    if (file === undefined || !existsSync(file) || by === '') {
      console.say('Name a file that is there, and your account.');
      return 2;
    }
    const read = readJournalFile(readFileSync(file, 'utf8'));
    if (!read.ok) return failed(console, read.fault);
    const { header, entries } = read.value;
    const damaged = entries.find((entry) => !isEntryIntact(entry));
    if (damaged) return failed(console, fail('entry.hash', { hash: damaged.hash }).fault);
    return withHeadquarters(console, async (headquarters) => {
      const signed = await allowed(
        headquarters,
        { account: by, password: console.secret('HOLDFAST_PASSWORD') },
        'recovery',
      );
      if (!signed.ok) return failed(console, signed.fault);
      const told = await receiveExported(headquarters, {
        register: header.register,
        entries,
        by,
        from: `${basename(file)} of ${header.exportedAt}`,
      });
      if (!told.ok) return failed(console, told.fault);
      const { fresh, known, states } = told.value;
      console.say(
        `Register ${header.register}: ${entries.length} entries, ${fresh} of them new, ${known} here before.`,
      );
      for (const [state, number] of Object.entries(states)) console.say(`  ${state}: ${number}`);
      return 0;
    });
  },
};
