/** Migrations only add. Each is recorded in the table `migration`; a database from a newer version is refused. */
import { sql, type Kysely } from 'kysely';
import { done, fail, type Result } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import type { DatabaseKind, ServerDatabase } from './open.ts';

/** `name` begins with a number that grows by ten: `0010-ledger`. The statements are one per item and may differ where the databases do. */
export type Migration = {
  readonly name: string;
  readonly statements: (kind: DatabaseKind) => readonly string[];
};

/** Any number, the same for everybody who migrates. */
const migrationLock = 4_120_062;

/**
 * Brings the database up to date in one transaction; processes that start at once wait for each other. Fault: database.newer when it was
 * migrated by a version that knows more than this one.
 */
export async function migrate<Tables>(
  db: ServerDatabase<Tables>,
  migrations: readonly Migration[],
  at: Instant,
): Promise<Result<void>> {
  return db.transaction(async (transaction) => {
    if (db.kind === 'postgres')
      await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(transaction);
    await sql`create table if not exists migration (name text primary key, applied_at text not null)`.execute(
      transaction,
    );
    const known = await sql<{ name: string }>`select name from migration`.execute(transaction);
    const applied = new Set(known.rows.map((row) => row.name));
    const foreign = [...applied].find(
      (name) => !migrations.some((migration) => migration.name === name),
    );
    if (foreign !== undefined) return fail('database.newer', { migration: foreign });
    for (const migration of migrations) {
      if (!applied.has(migration.name)) await apply(transaction, migration, db.kind, at);
    }
    return done;
  });
}

/** Throws when the database does not answer, or was not migrated by all of them. */
export async function checkMigrated<Tables>(
  db: ServerDatabase<Tables>,
  migrations: readonly Migration[],
): Promise<void> {
  const known = await sql<{ name: string }>`select name from migration`.execute(db.query);
  const applied = new Set(known.rows.map((row) => row.name));
  const missing = migrations.find(({ name }) => !applied.has(name));
  if (missing) throw new Error(`the migration ${missing.name} was not applied`);
}

async function apply<Tables>(
  transaction: Kysely<Tables>,
  migration: Migration,
  kind: DatabaseKind,
  at: Instant,
): Promise<void> {
  for (const statement of migration.statements(kind)) await sql.raw(statement).execute(transaction);
  await sql`insert into migration (name, applied_at) values (${migration.name}, ${at})`.execute(
    transaction,
  );
}

/** Statements that make a table append-only: a row that stands is never changed or removed. */
export function appendOnly(kind: DatabaseKind, table: string): readonly string[] {
  if (kind === 'sqlite') {
    return ['update', 'delete'].map(
      (act) =>
        `create trigger ${table}_no_${act} before ${act} on ${table} begin select raise(abort, '${table} is append-only'); end`,
    );
  }
  return [
    `create function ${table}_stands() returns trigger language plpgsql as $$ begin raise exception '${table} is append-only'; end $$`,
    `create trigger ${table}_stands before update or delete on ${table} for each row execute function ${table}_stands()`,
  ];
}
