import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { journalHeads, nextNumber, readEntries } from '../../../main/database/journal.ts';
import { migrate, migrations } from '../../../main/database/migrate.ts';
import { all, run } from '../../../main/database/statement.ts';
import { newFolder, note, openActivated } from './file.ts';

it('gives the journal its new shape with all its rows and what refers to them', () => {
  const file = join(newFolder(), 'register.db');
  const old = { sql: new BetterSqlite3(file) };
  old.sql.pragma('foreign_keys = ON');
  migrate(old, file, migrations.slice(0, 1));
  for (const number of [1, 2, 3]) {
    run(
      old,
      `INSERT INTO journal (hash, number, incarnation, at, kind, value, covers, content)
       VALUES (?, ?, 1, '2026-01-01T00:00:00.000Z', 'sale', ?, 1, ?)`,
      [`hash ${number}`, number, number * 100, `text ${number}`],
    );
    if (number > 1)
      run(old, 'INSERT INTO journal_previous (entry, previous) VALUES (?, ?)', [
        `hash ${number}`,
        `hash ${number - 1}`,
      ]);
    run(
      old,
      `INSERT INTO sale (entry, id, kind, receipt, sequence, cashier, committed_at, currency, total)
       VALUES (?, ?, 'sale', ?, ?, 'C1', '2026-01-01T00:00:00.000Z', 'USD', 100)`,
      [`hash ${number}`, `sale ${number}`, `R02-${number}`, number],
    );
  }
  run(old, 'DELETE FROM journal_pending WHERE number = 1');
  old.sql.close();

  const db = openActivated(file);
  expect(all(db, 'PRAGMA foreign_key_check')).toEqual([]);
  expect(readEntries(db, ['hash 1', 'hash 2', 'hash 3'])).toEqual(
    [1, 2, 3].map((number) => ({ hash: `hash ${number}`, content: `text ${number}` })),
  );
  expect(journalHeads(db)).toEqual(['hash 3']);
  expect(all(db, 'SELECT number FROM journal_pending ORDER BY place')).toEqual([
    { number: 2 },
    { number: 3 },
  ]);
  expect(nextNumber(db)).toBe(4);
  const { number } = note(db, 'after it');
  expect(number).toBe(4);
  for (const change of ['DELETE FROM journal', "UPDATE journal SET content = ''"])
    expect(() => run(db, change)).toThrow('append-only');
});
