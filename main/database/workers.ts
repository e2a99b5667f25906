/** Threads that do long work on the database file with a connection of their own, so that the counter never waits for them. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { assert, fail, isFaultCode, type Result } from '../../shared/fault.ts';
import type { DatabaseKey } from './key.ts';
import type { Turn } from './turn.ts';

/** The work that has a thread: its source is `<name>.worker.ts`, its bundle `<name>.js`. */
export type WorkName = 'feed' | 'backup' | 'catalog';

/** What a thread is told at its start, the key among it: in memory and nowhere else. */
type Told = Readonly<Record<string, string | number | boolean | Turn | DatabaseKey | null>>;

export type Thread = {
  /** Its next answer: the result that it posts, or database.inUse when the database was closed meanwhile. Rejects when it ends by a bug. */
  readonly answer: () => Promise<Result<void>>;
  /** Tells it something and waits for its answer. */
  readonly ask: (message: object) => Promise<Result<void>>;
  /** Ends it; what it had not committed is undone by SQLite. */
  readonly stop: () => Promise<void>;
};

const running = new Map<string, Set<() => void>>();

/** Beside this source; or above the part of the bundle that holds this (where a part may have the thread's name), or beside it. */
function fileOf(name: WorkName): string {
  const files = [`./${name}.worker.ts`, `../${name}.js`, `./${name}.js`]
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .filter((file) => existsSync(file));
  const file = files[0];
  assert(file !== undefined, `the thread of ${name} is part of the program`);
  return file;
}

/** Starts the thread on a database file. */
export function startThread(name: WorkName, file: string, data: Told): Thread {
  const worker = new Worker(fileOf(name), { workerData: { ...data, file } });
  const waiting: {
    readonly resolve: (result: Result<void>) => void;
    readonly reject: (error: unknown) => void;
  }[] = [];
  const closed = fail('database.inUse', { reason: 'closed' });
  let isStopped = false;
  let broken: unknown;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const settle = (): void => {
    for (const one of waiting.splice(0)) {
      if (broken === undefined) one.resolve(closed);
      else one.reject(broken);
    }
  };
  const end = (): void => {
    isStopped = true;
    settle();
    void worker.terminate();
  };
  const ends = running.get(file) ?? new Set();
  running.set(file, ends.add(end));
  worker.on('message', (message: unknown) => {
    if (isAnswer(message)) waiting.shift()?.resolve(message);
  });
  worker.on('error', (error: unknown) => {
    broken = error;
  });
  worker.on('exit', (code) => {
    ends.delete(end);
    if (!isStopped) broken ??= new Error(`the thread of ${name} ended with ${code}`);
    isStopped = true;
    settle();
  });
  const answer = (): Promise<Result<void>> => {
    if (broken !== undefined) return Promise.reject(broken);
    if (isStopped) return Promise.resolve(closed);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  };
  return {
    answer,
    ask: (message) => {
      if (!isStopped) worker.postMessage(message);
      return answer();
    },
    stop: async () => {
      end();
      await ended;
    },
  };
}

/** Runs the thread on a database file to its end and answers its one result. */
export async function runWorker(name: WorkName, file: string, data: Told): Promise<Result<void>> {
  const thread = startThread(name, file, data);
  const result = await thread.answer();
  await thread.stop();
  return result;
}

/** Ends the threads on a database file; what they had not committed is undone by SQLite. */
export function stopWorkers(file: string): void {
  for (const end of running.get(file) ?? []) end();
}

function isAnswer(message: unknown): message is Result<void> {
  if (typeof message !== 'object' || message === null || !('ok' in message)) return false;
  if (message.ok === true) return true;
  const fault = 'fault' in message ? message.fault : null;
  return (
    typeof fault === 'object' &&
    fault !== null &&
    'code' in fault &&
    isFaultCode(String(fault.code))
  );
}
