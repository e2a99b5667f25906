/** A day's selling at one register as the disk saw it: the files before it, and every write after that. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../../../tools/setup/debian.ts';
import { makeBench, openBench } from '../../make/register.ts';
import { readLog, type Act, type Disk } from './log.ts';
import { sellDay } from './selling.ts';

export type Day = { readonly disk: Disk; readonly acts: readonly Act[] };

const program = fileURLToPath(new URL('./day.ts', import.meta.url));
const source = fileURLToPath(new URL('./shim.c', import.meta.url));
const compiler = findProgram('gcc') ?? findProgram('cc');
/** Whether every write and sync can be watched. */
export const isWatched = compiler !== undefined;

async function newRegister(folder: string): Promise<Disk> {
  mkdirSync(folder, { recursive: true });
  const bench = await makeBench({ folder });
  bench.close();
  const names = readdirSync(folder).filter((name) => !name.includes('lock'));
  const sure = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
  return { sure, unsure: [] };
}

/** Lets a register sell in a process under the shim. `durability`: another one than the register's own. */
export async function watchDay(folder: string, sales: number, durability = ''): Promise<Day> {
  if (compiler === undefined) throw new Error('the shim needs a C compiler');
  const shim = join(folder, 'shim.so');
  execFileSync(compiler, ['-shared', '-fPIC', '-O1', '-o', shim, source, '-ldl']);
  const register = join(folder, 'register');
  const disk = await newRegister(register);
  const log = join(folder, 'log');
  const args = [program, register, String(sales), durability];
  const watched = { LD_PRELOAD: shim, HOLDFAST_SHIM_FOLDER: register, HOLDFAST_SHIM_LOG: log };
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...watched },
  });
  const [, signal] = await once(child, 'close');
  if (signal !== 'SIGKILL') throw new Error('the day did not come to its end');
  const isFile = ({ file }: Act): boolean => !file.includes('lock') && !file.endsWith('-shm');
  return { disk, acts: readLog(log).filter(isFile) };
}

const headerBytes = 32;

/** Without a compiler: what the write-ahead log grew by, frame by frame, taken for synced when a receipt was told. */
export async function readDay(folder: string, sales: number): Promise<Day> {
  const register = join(folder, 'register');
  const disk = await newRegister(register);
  const bench = openBench({ folder: register, seed: 5 });
  bench.db.sql.pragma('wal_autocheckpoint = 0');
  const frameBytes = 24 + Number(bench.db.sql.pragma('page_size', { simple: true }));
  const file = 'register.db-wal';
  const acts: Act[] = [];
  let read = 0;
  const grow = (): void => {
    const wal = existsSync(join(register, file))
      ? readFileSync(join(register, file))
      : Buffer.alloc(0);
    while (read < wal.length) {
      const end = read + (read === 0 ? headerBytes : frameBytes);
      acts.push({ act: 'write', file, offset: read, data: wal.subarray(read, end) });
      read = end;
    }
    acts.push({ act: 'sync', file });
  };
  grow();
  const tell = (receipt: string): void => {
    grow();
    acts.push({ act: 'write', file: 'told', offset: 0, data: Buffer.from(receipt) });
  };
  await sellDay(bench, sales, { tell, rest: () => undefined });
  bench.close();
  return { disk, acts };
}
