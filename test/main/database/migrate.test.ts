import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { copyBefore, migrate, migrations, schemaVersion } from '../../../main/database/migrate.ts';
import { readSetting, writeSetting } from '../../../main/database/settings.ts';
import { all, one } from '../../../main/database/statement.ts';
import { openFile } from './file.ts';

it('makes the schema that is written down', async () => {
  const statements = all<{ sql: string }>(
    openFile(),
    `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'product_words_%_%' AND name NOT LIKE 'customer_words_%' ORDER BY type, name`,
  );
  const text = `${statements.map((row) => `${row.sql};`).join('\n\n')}\n`;
  await expect(text).toMatchFileSnapshot('schema.sql');
});

it('has strict tables, and no column that could hold a fraction of money', () => {
  const db = openFile();
  const tables = all<{ name: string; strict: 0 | 1 }>(
    db,
    "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  expect(tables.length).toBeGreaterThan(20);
  expect(tables.filter((table) => table.strict === 0)).toEqual([]);
  const columns = all<{ type: string }>(
    db,
    `SELECT DISTINCT c.type AS type FROM pragma_table_list t JOIN pragma_table_info(t.name) c
     WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
  );
  expect(columns.map((column) => column.type).toSorted()).toEqual(['INTEGER', 'TEXT']);
});

it('numbers its steps by ten', () => {
  expect(migrations.map((step) => step.version)).toEqual(
    migrations.map((_, index) => (index + 1) * 10),
  );
});

const newest = migrations.at(-1)?.version ?? 0;
const wider = { version: newest + 10, sql: 'CREATE TABLE shelf (id TEXT) STRICT' };
const broken = { version: newest + 20, sql: 'CREATE TABLE more (id TEXT) STRICT; SELECT nonsense' };

it('runs what is missing after a copy of the file as it was', () => {
  const db = openFile();
  writeSetting(db, 'theme', 'dark');
  expect(existsSync(copyBefore(db.file, newest))).toBe(false);
  expect(migrate(db, db.file, [...migrations, wider])).toMatchObject({ ok: true });
  expect(schemaVersion(db)).toBe(wider.version);
  const copy = { sql: new BetterSqlite3(copyBefore(db.file, wider.version), { readonly: true }) };
  expect(schemaVersion(copy)).toBe(newest);
  expect(readSetting(copy, 'theme')).toBe('dark');
  copy.sql.close();
});

it('stops before a step that fails, with nothing of it done', () => {
  const db = openFile();
  expect(() => migrate(db, db.file, [...migrations, wider, broken])).toThrow('nonsense');
  expect(schemaVersion(db)).toBe(wider.version);
  const tables = one(db, "SELECT 1 FROM sqlite_schema WHERE name = 'more'");
  expect(tables).toBeUndefined();
});
