/** The one door to a service's database: the same queries on SQLite and on PostgreSQL. */
import { setTimeout as rest } from 'node:timers/promises';
import { Kysely, type Dialect, type Transaction } from 'kysely';
import { isBusy, isConflict } from './conflict.ts';
import { markPipelined } from './pipeline.ts';
import { postgresDialect, type PoolState } from './postgres.ts';
import { sqliteDialect } from './sqlite.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

/** `Tables`: the row shapes of the service that owns the database. Instants are ISO text, money and counts whole numbers, booleans 0 or 1. */
export type ServerDatabase<Tables> = {
  readonly kind: DatabaseKind;
  /** For reading outside a transaction. Writing belongs into `transaction`. */
  readonly query: Kysely<Tables>;
  /**
   * Runs the work in one transaction and begins again when another transaction was faster, so the work may run several times and must
   * touch nothing but the database. In SQLite it is the only writer from its first statement on.
   */
  readonly transaction: <Value>(
    work: (transaction: Transaction<Tables>) => Promise<Value>,
  ) => Promise<Value>;
  /** null where there is no pool. */
  readonly pool: () => PoolState | null;
  readonly close: () => Promise<void>;
};

/** `schema`: where the tables live in PostgreSQL; `public` unless told. `connections`: at most so many; 20 unless told. */
export type DatabaseAddress =
  | { readonly file: string }
  | {
      readonly url: string;
      readonly schema?: string | undefined;
      readonly connections?: number | undefined;
    };

const mostConflicts = 12;
const mostBusyMs = 15_000;

/** Opens the database; a file or schema that is missing is made. Close it at the end. */
export async function openServerDatabase<Tables>(
  address: DatabaseAddress,
): Promise<ServerDatabase<Tables>> {
  if ('file' in address) return joined('sqlite', sqliteDialect(address.file), () => null);
  const { url, schema = 'public', connections } = address;
  const { dialect, pool } = await postgresDialect(url, schema, connections);
  return joined('postgres', dialect, pool);
}

function joined<Tables>(
  kind: DatabaseKind,
  dialect: Dialect,
  pool: ServerDatabase<Tables>['pool'],
): ServerDatabase<Tables> {
  const query = new Kysely<Tables>({ dialect });
  if (kind === 'postgres') markPipelined(query);
  const transaction = async <Value>(
    work: (transaction: Transaction<Tables>) => Promise<Value>,
  ): Promise<Value> => {
    const began = performance.now();
    for (let conflicts = 0; ;) {
      try {
        return await query.transaction().execute((transaction) => {
          if (kind === 'postgres') markPipelined(transaction);
          return work(transaction);
        });
      } catch (error) {
        if (isConflict(error)) conflicts += 1;
        const again = isConflict(error)
          ? conflicts < mostConflicts
          : isBusy(error) && performance.now() - began < mostBusyMs;
        if (!again) throw error;
        await rest(1 + 3 * conflicts);
      }
    }
  };
  return { kind, query, transaction, pool, close: () => query.destroy() };
}
