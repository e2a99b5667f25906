/** The rows that a load left, once more: dumped as INSERTs of a hundred rows and run by psql into tables of the same shape beside them. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Postgres } from '../../../tools/setup/postgres.ts';
import { runSql } from './psql.ts';

const run = promisify(execFile);
const schemas = ['headquarters', 'channel'];
const rowsEach = 100;

export type Raw = { readonly ms: number; readonly rows: number; readonly tables: number };

/** Tables with the same columns, keys and indexes; no references, no triggers. Each statement is a transaction of its own. */
export async function insertRaw(postgres: Postgres, connections: number): Promise<Raw> {
  const { programs, url } = postgres;
  const found = await runSql(
    postgres,
    `select schemaname || '.' || tablename from pg_tables where schemaname in (${schemas.map((name) => `'${name}'`).join(', ')})`,
  );
  const tables = found.split('\n').filter((name) => name !== '');
  await runSql(
    postgres,
    [
      ...schemas.map((name) => `create schema raw_${name};`),
      ...tables.map((name) => `create table raw_${name} (like ${name} including all);`),
    ].join('\n'),
  );
  const options = [
    '--data-only',
    `--rows-per-insert=${rowsEach}`,
    ...schemas.flatMap((name) => ['-n', name]),
  ];
  const { stdout } = await run(join(programs, 'pg_dump'), [...options, url], {
    env: { PATH: programs, LC_ALL: 'C' },
    maxBuffer: 2 ** 31 - 1,
  });
  const statements = stdout
    .split(/^(?=INSERT INTO )/m)
    .filter((text) => text.startsWith('INSERT INTO '))
    .map((text) =>
      text.slice(0, text.lastIndexOf(';') + 1).replace('INSERT INTO ', 'INSERT INTO raw_'),
    );
  // What follows the last rows of a table is no part of them.
  const whole = statements.map((text) => text.replace(/;\n\n\n--[\s\S]*$/, ';'));
  const parts = Array.from({ length: connections }, (_, part) =>
    whole.filter((_text, index) => index % connections === part).join('\n'),
  );
  const began = performance.now();
  await Promise.all(parts.map(async (part) => runSql(postgres, part)));
  const ms = performance.now() - began;
  const counts = await runSql(
    postgres,
    tables
      .map((name) => `select count(*) from raw_${name}`)
      .join(' union all ')
      .replace(/^/, 'select sum(count) from (') + ') as counted',
  );
  return { ms, rows: Number(counts), tables: tables.length };
}
