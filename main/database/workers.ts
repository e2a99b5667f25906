/** Threads that do long work on the database file with a connection of their own, so that the counter never waits for them. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { assert, fail, isFaultCode, type Result } from '../../shared/fault.ts';
import type { DatabaseKey } from './key.ts';
import type { Turn } from './turn.ts';

/** The work that has a thread: its source is `<name>.worker.ts`, its bundle `<name>.js`. */
export type WorkName = 'feed' | 'backup';

type Thread = { readonly stop: () => void };
const running = new Map<string, Set<Thread>>();

/** Beside this source; or above the part of the bundle that holds this (where a part may have the thread's name), or beside it. */
function fileOf(name: WorkName): string {
  const files = [`./${name}.worker.ts`, `../${name}.js`, `./${name}.js`]
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .filter((file) => existsSync(file));
  const file = files[0];
  assert(file !== undefined, `the thread of ${name} is part of the program`);
  return file;
}

/**
 * Runs the thread on a database file to its end. `data` is what it is told, the key among it, in memory and nowhere else; the answer is the result that it posts, or database.inUse when the
 * database was closed meanwhile.
 */
export function runWorker(
  name: WorkName,
  file: string,
  data: Readonly<Record<string, string | Turn | DatabaseKey | null>>,
): Promise<Result<void>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileOf(name), { workerData: { ...data, file } });
    let answer: Result<void> | undefined;
    const thread: Thread = {
      stop: () => {
        answer ??= fail('database.inUse', { reason: 'closed' });
        worker.terminate().catch(reject);
      },
    };
    const threads = running.get(file) ?? new Set();
    running.set(file, threads.add(thread));
    worker.on('message', (message: unknown) => {
      if (isAnswer(message)) answer = message;
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      threads.delete(thread);
      if (answer === undefined) reject(new Error(`the thread of ${name} ended with ${code}`));
      else resolve(answer);
    });
  });
}

/** Ends the threads on a database file; what they had not committed is undone by SQLite. */
export function stopWorkers(file: string): void {
  for (const thread of running.get(file) ?? []) thread.stop();
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
