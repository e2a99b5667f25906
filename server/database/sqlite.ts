/** SQLite as the embedded default: one file, durable without set-up, one writer at a time. */
import Database from 'better-sqlite3';
import { CompiledQuery, SqliteDialect, type Dialect, type SqliteStatement } from 'kysely';

/** Statements kept compiled. The services have a few hundred query texts. */
const mostStatements = 1000;

/**
 * A Kysely dialect on the file. The settings are read back: WAL silently falls back on some file systems. Transactions begin IMMEDIATE, so
 * that the first reader of a transaction is already its only writer (PROTOCOL section 5).
 */
export function sqliteDialect(file: string): Dialect {
  // A short wait only: a busy file is waited for by beginning again, so that a second connection of this process never stops the first.
  const database = new Database(file, { timeout: 20 });
  const settings = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, recursive_triggers: 1 };
  for (const [name, value] of Object.entries(settings)) {
    database.pragma(`${name} = ${value}`);
    const found = database.pragma(name, { simple: true });
    if (found !== value && file !== ':memory:') {
      database.close();
      throw new Error(`SQLite keeps ${name} at ${String(found)} where ${value} is needed`);
    }
  }
  const statements = new Map<string, SqliteStatement>();
  const prepare = (text: string): SqliteStatement => {
    const known = statements.get(text);
    if (known) return known;
    const made = database.prepare<unknown[]>(text);
    const statement: SqliteStatement = {
      reader: made.reader,
      all: (parameters) => made.all(...parameters),
      run: (parameters) => made.run(...parameters),
      iterate: (parameters) => made.iterate(...parameters),
    };
    if (statements.size < mostStatements) statements.set(text, statement);
    return statement;
  };
  const dialect = new SqliteDialect({ database: { prepare, close: () => database.close() } });
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => {
      const driver = dialect.createDriver();
      driver.beginTransaction = async (connection) => {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
      };
      return driver;
    },
  };
}
