import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** What a later instance tells the first one. */
export interface SecondInstance {
  readonly argv: string[];
  readonly cwd: string;
  readonly data: unknown;
}

/** The lock of one user data folder. */
export interface InstanceLock {
  /** Resolves when the first instance has been told of this one; at once when this one is the first. */
  readonly told: Promise<void>;
  readonly held: boolean;
  release(): void;
}

const announceAttempts = 20;
const announceAttemptMs = 50;

/** Takes the lock of a folder, or tells its holder about this instance. A holder that died without release counts not. */
export function takeInstanceLock(
  folder: string,
  own: SecondInstance,
  onSecond: (other: SecondInstance) => void,
): InstanceLock {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'standin-instance.lock');
  // An abstract socket: no file is left behind by a holder that was killed, and no path is too long.
  const digest = createHash('sha256').update(folder).digest('hex');
  const socket = `\0holdfast-electron-standin-${digest}`;
  if (!writeLock(file)) {
    if (isAlive(readFileSync(file, 'utf8'))) {
      return { held: false, told: announce(socket, own), release: () => undefined };
    }
    rmSync(file, { force: true });
    if (!writeLock(file))
      return { held: false, told: announce(socket, own), release: () => undefined };
  }
  const server = listenForOthers(socket, onSecond);
  const release = (): void => {
    server.close();
    rmSync(file, { force: true });
  };
  process.on('exit', release);
  return { held: true, told: Promise.resolve(), release };
}

function listenForOthers(socket: string, onSecond: (other: SecondInstance) => void): Server {
  const server = createServer((connection) => {
    let text = '';
    connection.setEncoding('utf8');
    connection.on('data', (chunk: string) => {
      text += chunk;
    });
    connection.on('end', () => {
      onSecond(JSON.parse(text) as SecondInstance);
    });
  });
  server.listen(socket).unref();
  return server;
}

async function announce(socket: string, own: SecondInstance): Promise<void> {
  for (let attempt = 1; attempt <= announceAttempts; attempt++) {
    const heard = await new Promise<boolean>((resolve) => {
      const connection = connect(socket, () => connection.end(JSON.stringify(own)));
      connection.on('close', (failed) => resolve(!failed));
      // The failure itself arrives with `close`; without a listener it would end the process.
      connection.on('error', () => undefined);
    });
    if (heard) return;
    await delay(announceAttemptMs);
  }
  console.error('electron stand-in: the first instance did not answer');
}

function writeLock(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid} ${startTime(process.pid) ?? ''}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Process numbers are used again; with its start time a process is told from its successor. */
function isAlive(holder: string): boolean {
  const [pid = '', started = ''] = holder.split(' ');
  return startTime(Number(pid)) === started && started !== '';
}

function startTime(pid: number): string | undefined {
  try {
    const facts = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return facts.slice(facts.lastIndexOf(')') + 2).split(' ')[19];
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ESRCH')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
