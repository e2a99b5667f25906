/** What only one of a service's processes does at a time. */
import { sql } from 'kysely';
import type { ServerDatabase } from './open.ts';

/** Any number, the same for all who claim. */
const claims = 4_120_063;

/**
 * Does the work unless another process of the service is at the work of this name: then undefined. A process that ends gives up its claims
 * with its connection. SQLite has one process only, and its caller sees to it that the work is not done twice at once.
 */
export async function claimed<Tables, Value>(
  db: ServerDatabase<Tables>,
  name: string,
  work: () => Promise<Value>,
): Promise<Value | undefined> {
  if (db.kind === 'sqlite') return work();
  return db.query.connection().execute(async (connection) => {
    const of = sql`${sql.lit(claims)}, hashtext(current_schema() || ${name})`;
    const { rows } = await sql<{
      mine: boolean;
    }>`select pg_try_advisory_lock(${of}) as mine`.execute(connection);
    if (rows[0]?.mine !== true) return undefined;
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${of})`.execute(connection);
    }
  });
}
