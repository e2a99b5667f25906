import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findProgram, installDebianPackages, mayInstall } from './debian.ts';

/** `programs`: the folder of the server's own programs. */
export type Postgres = {
  readonly url: string;
  readonly programs: string;
  readonly stop: () => Promise<void>;
  /** Ends it as a crash does: every connection breaks under whatever was asked. */
  readonly crash: () => Promise<void>;
  /** Starts it again after a crash, on the same port with the same data. */
  readonly again: () => Promise<void>;
};

type Identity = { readonly uid?: number; readonly gid?: number };

/**
 * Starts a throw-away PostgreSQL on a free loopback port, in a temporary folder that goes with it.
 * Its durability is switched off: it is for tests only; `outlivesCrash`: but not what a crash of the server itself would lose; `durable`: it
 * is measured with everything on. `more`: settings of the server, over these. Throws a sentence when no server is to be had.
 */
export async function startPostgres({
  outlivesCrash = false,
  durable = false,
  more = {},
}: {
  readonly outlivesCrash?: boolean;
  readonly durable?: boolean;
  readonly more?: Readonly<Record<string, string>>;
} = {}): Promise<Postgres> {
  const programs = await ensurePrograms();
  const identity = serverIdentity();
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-postgres-'));
  const { uid, gid } = identity;
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  const data = join(folder, 'data');
  const options = { ...identity, env: { PATH: programs, LC_ALL: 'C' }, cwd: folder };
  const port = await freePort();
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'holdfast', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...options, stdio: 'pipe' },
  );
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    ...(durable
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: outlivesCrash ? 'on' : 'off',
          full_page_writes: 'off',
        }),
    max_connections: '200',
    ...more,
  };
  const begin = () =>
    spawn(
      join(programs, 'postgres'),
      [
        '-D',
        data,
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
    );
  let server = begin();
  // Without a chance to stop politely, at least no server stays behind.
  const kill = () => server.kill('SIGQUIT');
  process.once('exit', kill);
  await untilReady(server);
  const stop = async () => {
    process.off('exit', kill);
    await stopServer(server, 'SIGINT');
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    url: `postgres://holdfast@127.0.0.1:${port}/postgres`,
    programs,
    stop,
    crash: () => stopServer(server, 'SIGQUIT'),
    again: async () => {
      server = begin();
      await untilReady(server);
    },
  };
}

async function ensurePrograms(): Promise<string> {
  const found = findPrograms();
  if (found !== undefined) return found;
  if (mayInstall()) await installDebianPackages('postgresql');
  const installed = findPrograms();
  if (installed !== undefined) return installed;
  throw new Error(
    'No PostgreSQL server was found. Install one (Debian: postgresql), or give the address of an ' +
      'empty database in HOLDFAST_TEST_DATABASE_URL. (As root on Debian it would have been ' +
      'installed by itself.)',
  );
}

/** The folder that holds initdb and postgres: the newest of Debian's, else the one in PATH. */
function findPrograms(): string | undefined {
  const debian = globSync('/usr/lib/postgresql/*/bin/postgres').toSorted((left, right) =>
    right.localeCompare(left, 'en', { numeric: true }),
  );
  const program = debian[0] ?? findProgram('postgres');
  if (program === undefined) return undefined;
  return existsSync(join(dirname(program), 'initdb')) ? dirname(program) : undefined;
}

/** PostgreSQL refuses to run as root, so root lends it the account that Debian's package made. */
function serverIdentity(): Identity {
  if (process.getuid?.() !== 0) return {};
  const ask = (kind: string) =>
    Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  return { uid: ask('-u'), gid: ask('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL ended while it started:\n${log}`)));
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4_000);
      if (log.includes('ready to accept connections')) resolve();
    });
  });
}

function stopServer(server: ChildProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}
