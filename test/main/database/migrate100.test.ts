import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, migrations } from '../../../main/database/migrate.ts';
import { all, run } from '../../../main/database/statement.ts';
import { newFolder, note, openActivated } from './file.ts';

const places = 'SELECT place FROM entry_unanswered ORDER BY place';
const answer = (hash: string): [string, string[]] => [
  "INSERT INTO answer (hash, number, state, amounts, at) VALUES (?, 1, 'posted', '[]', '')",
  [hash],
];

it('knows after the update which entries wait for their answer, of every kind', () => {
  const file = join(newFolder(), 'register.db');
  const old = { sql: new BetterSqlite3(file) };
  migrate(old, file, migrations.slice(0, 9));
  for (const [number, kind] of ['sale', 'audit', 'shift', 'sale'].entries())
    run(
      old,
      `INSERT INTO journal (hash, number, incarnation, at, kind, value, covers, content)
       VALUES (?, ?, 1, '2026-01-01T00:00:00.000Z', ?, 0, 1, '')`,
      [`hash ${number + 1}`, number + 1, kind],
    );
  run(old, ...answer('hash 2'));
  run(old, ...answer('hash 4'));
  old.sql.close();

  const db = openActivated(file);
  expect(all(db, places)).toEqual([{ place: 1 }, { place: 3 }]);
  const { entry } = note(db, 'after it');
  // One that came back after a restore, answered before.
  run(db, ...answer('hash 6'));
  run(
    db,
    `INSERT INTO journal (hash, number, incarnation, at, kind, value, covers, content)
     VALUES ('hash 6', 6, 1, '2026-01-01T00:00:00.000Z', 'audit', 0, 1, '')`,
  );
  expect(all(db, places)).toEqual([{ place: 1 }, { place: 3 }, { place: 5 }]);
  run(db, ...answer(entry.hash));
  run(db, ...answer('hash 1'));
  expect(all(db, places)).toEqual([{ place: 3 }]);
});
