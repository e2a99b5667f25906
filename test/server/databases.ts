/** Runs a suite against SQLite and against PostgreSQL: the same queries must mean the same. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { openServerDatabase, type DatabaseAddress } from '../../server/database/open.ts';

/** Where a suite's databases live. `fresh` gives a new empty one, `folder` a temporary folder; both go when the suite ends. */
export type Place = {
  readonly kind: 'sqlite' | 'postgres';
  readonly folder: string;
  readonly fresh: () => DatabaseAddress;
};

const url = process.env['HOLDFAST_TEST_DATABASE_URL'] ?? '';
if (url === '' && (process.env['CI'] ?? '') !== '')
  throw new Error('HOLDFAST_TEST_DATABASE_URL must name a PostgreSQL database in CI');

/** Declares the suite twice. Without PostgreSQL its half is left out and the reason is printed; in CI that is a failure. */
export function describeDatabases(name: string, suite: (place: Place) => void): void {
  describe(`${name} on SQLite`, () => {
    suite(sqlitePlace());
  });
  describePostgres(name, suite);
}

/** Declares a suite that only PostgreSQL can have; without it the suite is left out as above. */
export function describePostgres(name: string, suite: (place: Place) => void): void {
  if (url === '') {
    console.warn(`${name} on PostgreSQL was left out: HOLDFAST_TEST_DATABASE_URL is not set.`);
    return;
  }
  describe(`${name} on PostgreSQL`, () => {
    suite(postgresPlace());
  });
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-server-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const random = (): string => randomBytes(6).toString('hex');

function sqlitePlace(): Place {
  const folder = temporaryFolder();
  return { kind: 'sqlite', folder, fresh: () => ({ file: join(folder, `${random()}.sqlite`) }) };
}

function postgresPlace(): Place {
  const schemas: string[] = [];
  afterAll(async () => {
    if (schemas.length === 0) return;
    const db = await openServerDatabase<Record<string, never>>({ url });
    for (const schema of schemas)
      await db.query.schema.dropSchema(schema).ifExists().cascade().execute();
    await db.close();
  });
  const fresh = (): DatabaseAddress => {
    const schema = `test_${random()}`;
    schemas.push(schema);
    return { url, schema };
  };
  return { kind: 'postgres', folder: temporaryFolder(), fresh };
}
