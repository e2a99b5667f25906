/** PostgreSQL for everything larger than one machine. */
import { Pool } from 'pg';
import { PostgresDialect, type Dialect } from 'kysely';
import { makeStatementNames, pipelinedClient } from './client.ts';

/** Type numbers of PostgreSQL's catalogue: bool; int8, int2, int4, and numeric, which sums of int8 are. Everything else is text to us. */
const booleanType = 16;
const wholeTypes: readonly number[] = [20, 21, 23, 1700];

/** Whoever asks gives up after some seconds; a request that waits longer for a connection is lost work. */
const connectMs = 8000;

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new Error('a number of the database is not a safe whole number');
  return value;
}

const parserOf = (type: number): ((text: string) => unknown) =>
  type === booleanType
    ? (text) => text === 't'
    : wholeTypes.includes(type)
      ? wholeNumber
      : (text) => text;

/** Connections of a pool: all, those that nobody uses, and requests that wait for one. */
export type PoolState = { readonly size: number; readonly idle: number; readonly waiting: number };
type Postgres = { readonly dialect: Dialect; readonly pool: () => PoolState };

/** A Kysely dialect on the address. Everything lives in the named schema, which is made when it is missing. */
export async function postgresDialect(
  url: string,
  schema: string,
  connections = 20,
): Promise<Postgres> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    throw new Error(`"${schema}" is no plain schema name`);
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    pipeline: true,
    options: `-c search_path=${schema}`,
    types: {
      getTypeParser: (type: number) => parserOf(type),
    },
  });
  // An idle connection that breaks is replaced by the pool; the query that needs it next sees the fault itself.
  pool.on('error', () => undefined);
  // One that breaks between two queries of a transaction has nobody who hears it: unheard, it would end the whole service.
  pool.on('connect', (opened) => opened.on('error', () => undefined));
  const client = await pool.connect();
  try {
    // Two starting processes may make it at once; the one that loses the race finds it made.
    await client.query('select pg_advisory_lock(4120061)');
    await client.query(`create schema if not exists "${schema}"`);
    await client.query('select pg_advisory_unlock(4120061)');
  } finally {
    client.release();
  }
  const names = makeStatementNames();
  const connect = async () => pipelinedClient(await pool.connect(), names);
  const lending = { connect, end: () => pool.end(), options: pool.options };
  return {
    dialect: new PostgresDialect({ pool: lending }),
    pool: () => ({ size: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  };
}
