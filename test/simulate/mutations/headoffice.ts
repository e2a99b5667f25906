/** Rules of head office about cards and people, about entries that nobody can read, and about its own restores, broken on purpose. */
import { mutation, type Mutation } from './mutation.ts';

const epoch = 'server/headquarters/epoch.ts';
const answers = 'server/headquarters/answers.ts';
const settlement = 'server/headquarters/settlement.ts';
const fitness = 'server/headquarters/fitness.ts';
const charging = 'server/headquarters/charging.ts';
const entry = 'server/headquarters/entry.ts';

export const headOfficeMutations: readonly Mutation[] = [
  mutation(
    'wrong PINs are not counted',
    'five wrong PINs in a row close a card (DESIGN section 11)',
    'server/headquarters/pins.ts',
    'const failures = right ? 0 : instrument.pin_failures + 1;',
    'const failures = right ? 0 : instrument.pin_failures;',
  ),
  mutation(
    'a closed card takes PINs',
    'a card that is closed takes no PIN, not even the right one (DESIGN section 11)',
    fitness,
    'if (isPinLocked(instrument, now))',
    'if (isPinLocked(instrument, now) && pin === undefined)',
  ),
  mutation(
    'an expired card pays',
    'an expired card is not locked (DESIGN section 5)',
    'server/headquarters/instruments.ts',
    'instrument.expires !== null && instrument.expires <= now;',
    'instrument.expires !== null && instrument.expires === now;',
  ),
  mutation(
    'unknown numbers are not counted',
    'a register may not try numbers out (DESIGN section 11)',
    'server/headquarters/wants.ts',
    "if (why?.code === 'instrument.unknown') await countUnknown(act, register, row.since);",
    '',
  ),
  mutation(
    'a blocked memo pays',
    'a remainder after a shortfall waits for a person (P9)',
    fitness,
    "if (issued.blocked === 1) return fault('instrument.blocked');",
    '',
  ),
  mutation(
    'a charge is forgotten',
    'what a person charged is missing no more (P4)',
    charging,
    'other_amount: charged + taken,',
    'other_amount: charged,',
  ),
  mutation(
    'the wait has no end',
    'the sales of a register that was given up are late (section 7)',
    settlement,
    '    grant.epoch >= register.abandoned_epoch &&\n',
    '',
  ),
  mutation(
    'a damaged entry holds up its chain',
    'damage that comes twice is set aside and blocks nothing (P6)',
    entry,
    'if (!intact && !(await cameBefore(headquarters, act, register, entry))) return false;',
    'if (!intact) return false;',
  ),
  mutation(
    'damage of the line is kept',
    'an entry that was damaged on its way is asked for again (P6)',
    entry,
    'if (!intact && !(await cameBefore(headquarters, act, register, entry))) return false;',
    'if (!intact) await cameBefore(headquarters, act, register, entry);',
  ),
  mutation(
    'an older database goes unnoticed',
    'the epoch file tells an older database (section 7)',
    epoch,
    'const older = kept !== null && (kept.starts > starts || kept.epoch > known);',
    'const older = kept !== null && kept.epoch > known;',
  ),
  {
    ...mutation(
      'an answer number is given twice',
      'a channel hears every answer, whatever was restored (section 7)',
      epoch,
      '    await skipAnswerNumbers(act);\n',
      '',
    ),
    test: 'test/server/headquarters/together.test.ts',
  },
  mutation(
    'a forgotten answer is no alarm',
    'a cursor without its answer shows an unnoticed restore (section 7)',
    answers,
    'if (await isForgotten(headquarters, channel, after)) {',
    'if (after < 0) {',
  ),
  mutation(
    'a forgotten grant is no alarm',
    'a sale with a grant that is not on record shows an unnoticed restore (section 7)',
    settlement,
    '  if (forgot)\n',
    '  if (forgot && epoch < 0)\n',
  ),
  {
    ...mutation(
      'a full disk is the fault of the entry',
      'an entry waits while the database does not work, and is not set aside for it (P6)',
      'server/database/conflict.ts',
      'SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG)',
      'SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG|FULL)',
    ),
    test: 'test/server/headquarters/unpostable.test.ts',
  },
];
