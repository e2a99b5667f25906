/** Backup while the services run, restore, and what headquarters makes of it: the very scripts that operators get, on both databases. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { books } from '../../../server/headquarters/books.ts';
import { currentEpoch } from '../../../server/headquarters/epoch.ts';
import { startLocalServers, type LocalServers } from '../../../server/app/local.ts';
import { Till } from './till.ts';

const scripts = join(import.meta.dirname, '../../../deploy/server');
const main = join(import.meta.dirname, '../../../server/app/main.ts');
const testUrl = process.env['HOLDFAST_TEST_DATABASE_URL'] ?? '';
if (testUrl === '')
  console.warn('Backup of PostgreSQL was left out: HOLDFAST_TEST_DATABASE_URL is not set.');

const psql = (url: string, statement: string): string =>
  execFileSync('psql', [url, '-qAtc', statement], { encoding: 'utf8' });

/** A database of its own, because the services' schemas have fixed names. */
function makeDatabase(): { readonly url: string; readonly drop: () => void } {
  const name = `test_${randomBytes(6).toString('hex')}`;
  psql(testUrl, `CREATE DATABASE ${name}`);
  const url = new URL(testUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => void psql(testUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

describe.each(testUrl === '' ? ['SQLite'] : ['SQLite', 'PostgreSQL'])('on %s', (kind) => {
  let folder: string;
  let servers: LocalServers;
  let database: ReturnType<typeof makeDatabase> | null;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-backup-'));
    database = kind === 'SQLite' ? null : makeDatabase();
    servers = await startLocalServers({
      folder: join(folder, 'data'),
      seed: true,
      databaseUrl: database?.url,
      settings: { poll: 50, devices: 50 },
    });
  });
  afterEach(async () => {
    await servers.stop();
    database?.drop();
    rmSync(folder, { recursive: true });
  });

  const script = (name: string, argument: string): string => run(join(scripts, name), argument);
  const run = (program: string, ...words: readonly string[]): string =>
    execFileSync(program, words, {
      encoding: 'utf8',
      stdio: 'pipe',
      env: {
        ...process.env,
        HOLDFAST_DATA: join(folder, 'data'),
        DATABASE_URL: database?.url ?? '',
      },
    }).trim();

  it('gives back what was there, keeps the epoch, and gets the rest from the channel', async () => {
    const code = servers.demonstration.activationCodes['R-01'] ?? '';
    const till = await Till.activate(servers.channel.url, code);
    await till.sell('sale-1', 'tea', null);
    await till.push();
    const answered = async (): Promise<string[]> =>
      [
        ...new Set((await till.answers()).answers.map(({ number, state }) => `${number} ${state}`)),
      ].toSorted();
    await expect.poll(answered, { timeout: 10_000 }).toEqual(['1 posted']);

    const backup = script('backup.sh', join(folder, 'backups'));
    const files = readdirSync(backup, { recursive: true, encoding: 'utf8' });
    expect(files).toContain('files/headquarters/headquarters-keys.json');
    expect(files.filter((file) => file.includes('epoch'))).toEqual([]);
    expect(
      existsSync(join(backup, kind === 'SQLite' ? 'headquarters.sqlite' : 'holdfast.dump')),
    ).toBe(true);

    await till.sell('sale-2', 'mug', null);
    await till.push();
    await expect.poll(answered, { timeout: 10_000 }).toEqual(['1 posted', '2 posted']);
    await servers.channel.stop();
    await servers.headquarters.stop();
    script('restore.sh', backup);
    expect(run(process.execPath, main, 'restored')).toContain('Epoch 2 has begun.');
    await servers.headquarters.start();
    await servers.channel.start();

    const headquarters = servers.headquarters.act();
    expect(await currentEpoch(headquarters.db.query)).toBe(2);
    // The backup of the channel is older, too: the register sends what it lacks.
    await till.push();
    const { query } = headquarters.db;
    const posted = async () =>
      (await query.selectFrom('entry').select('hash').where('state', '=', 'posted').execute())
        .length;
    await expect.poll(posted, { timeout: 10_000 }).toBe(2);
    expect((await books(headquarters)).flaws).toEqual([]);
  });

  // The shell's part, the same for both.
  if (kind !== 'SQLite') return;
  it('refuses what is no backup, and touches nothing then', () => {
    expect(() => script('restore.sh', join(folder, 'data'))).toThrow(/is no backup|Command failed/);
    expect(() => script('backup.sh', '')).toThrow(/Usage/);
    const backup = script('backup.sh', join(folder, 'backups'));
    writeFileSync(join(backup, 'headquarters.sqlite'), 'not a database at all');
    expect(() => script('restore.sh', backup)).toThrow(/Command failed/);
    expect(readdirSync(join(folder, 'data')).filter((name) => name.startsWith('before'))).toEqual(
      [],
    );
  });
});
