/** The support bundle: one zip with what helps to find a fault from afar, and no number of a card, name, PIN or code. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { basename, dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { strToU8, zipSync } from 'fflate';
import { writeWhole } from '../database/durable.ts';
import { failureOf } from '../database/failure.ts';
import { unlock } from '../database/key.ts';
import { schemaVersion } from '../database/migrate.ts';
import { all, type Connection } from '../database/statement.ts';
import { checkExits } from './check/row.ts';
import { crashReports, runCheck } from './check/run.ts';
import type { Console } from './command/console.ts';
import { databaseKey } from './command/databasekey.ts';
import { healthFile } from './health.ts';
import { logFiles } from './log/log.ts';
import { masked } from './log/mask.ts';
import { readProvisioning } from './provisioning.ts';

/** So many of the newest log files go in. */
const mostLogs = 5;
const lastErrors = 200;

/** Where a bundle lies unless told. */
export const bundleFile = (folder: string, now: string): string =>
  join(folder, 'support', `holdfast-support-${now.replaceAll(/[^0-9TZ]/g, '')}.zip`);

/** Makes the bundle; answers the names in it. Throws what the disk throws. */
export async function writeBundle(console: Console, file: string): Promise<string[]> {
  const { folder, version, clock } = console;
  const logs = logFiles(folder).slice(0, mostLogs);
  const texts = logs.map((log): [string, string] => [
    `logs/${basename(log)}`,
    masked(readFileSync(log, 'utf8')),
  ]);
  const lines = texts.flatMap(([, text]) => text.split('\n').toReversed());
  const grave = lines.filter((line) => /"level":"(warning|error)"/.test(line)).slice(0, lastErrors);
  const links = lines.filter((line) => /"event":"line\./.test(line));
  const rows = await runCheck(console);
  const health = healthFile(folder);
  const parts: Record<string, string> = {
    'about.json': json({
      at: clock.now(),
      version,
      versions: process.versions,
      system: `${process.platform} ${process.arch} ${release()}`,
      exits: checkExits,
    }),
    'check.json': json(rows),
    'configuration.json': json(configurationOf(console)),
    'database.json': json(databaseFacts(console)),
    'health.json': existsSync(health) ? masked(readFileSync(health, 'utf8')) : '{}',
    'crashes.json': json(crashReports(folder)),
    'links.log': `${links.join('\n')}\n`,
    'errors.log': `${grave.join('\n')}\n`,
    ...Object.fromEntries(texts),
  };
  const at = new Date(clock.now());
  const files = Object.entries(parts).map(
    ([name, text]) => [name, [strToU8(text), { mtime: at }]] as const,
  );
  if (!existsSync(dirname(file))) mkdirSync(dirname(file));
  writeWhole(
    file,
    zipSync(Object.fromEntries(files.map(([name, [bytes, how]]) => [name, [bytes, how]]))),
  );
  return Object.keys(parts);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The settings that hold, without the code and without the text of certificates; or what is wrong with them. */
function configurationOf({ environment, folder }: Console): unknown {
  try {
    const { activationCode, authorities, recoveryKey, ...rest } =
      readProvisioning(environment, folder) ?? {};
    const isSet = (text: string | undefined): string => (text === undefined ? 'not set' : 'set');
    return {
      ...rest,
      activationCode: isSet(activationCode),
      authorities: isSet(authorities),
      recoveryKey: isSet(recoveryKey),
    };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { flaw: masked(error.message) };
  }
}

/** Shape and counts, no row's content but the versions of reference data. */
function databaseFacts(console: Console): unknown {
  const file = join(console.folder, 'register.db');
  if (!existsSync(file)) return { state: 'none' };
  const key = databaseKey(file, console, undefined);
  if (!key.ok) return { state: key.fault.code };
  let sql: BetterSqlite3.Database | undefined;
  try {
    sql = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    if (key.value !== null) unlock(sql, key.value);
    return factsOf({ sql });
  } catch (error) {
    const fault = failureOf(error);
    if (fault === undefined) throw error;
    return { state: fault.code, reason: fault.data['reason'] };
  } finally {
    sql?.close();
  }
}

function factsOf(db: Connection): unknown {
  const tables = all<{ name: string; sql: string }>(
    db,
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL ORDER BY name",
  );
  const counts = Object.fromEntries(
    tables.map(({ name }) => [
      name,
      all<{ n: number }>(db, `SELECT count(*) AS n FROM "${name}"`)[0]?.n,
    ]),
  );
  return {
    version: schemaVersion(db),
    counts,
    jobs: all(db, 'SELECT * FROM job'),
    entries: all(
      db,
      'SELECT kind, count(*) AS entries, min(at) AS first, max(at) AS last FROM journal GROUP BY kind',
    ),
    pending: all(
      db,
      'SELECT kind, count(*) AS entries, min(at) AS oldest FROM journal_pending GROUP BY kind',
    ),
    requests: all(db, 'SELECT state, count(*) AS requests FROM lock_request GROUP BY state'),
    answers: all(db, 'SELECT state, count(*) AS answers FROM answer GROUP BY state'),
    schema: tables.map((table) => table.sql),
  };
}
