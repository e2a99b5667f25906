/** Starts Electron, or its stand-in, as the machine does at eight: without a debugger, on a data folder, until its page has told something. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fetchElectron } from '../../../tools/setup/electron.ts';

export type Start = {
  /** The application's folder or its main module. */
  readonly target: string;
  readonly folder: string;
  /** Runs in the first page; what it answers is told. As text, because only the window has a `window`. */
  readonly script: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ending: 'orderly' | 'powerCut';
};
export type Started<T> = {
  /** Milliseconds since 1970 at which the process was asked for. */
  readonly at: number;
  readonly told: T;
};

const mark = 'holdfast-bench: ';
const drive = join(import.meta.dirname, 'drive.ts');
const patienceMs = 60_000;
const lastWordsKept = 2_000;

/** Starts it, hears the page, and ends it: as a person does, or as a pulled cord does. Throws when the page told nothing in a minute. */
export async function startOnce<T>(start: Start): Promise<Started<T>> {
  const { program } = await fetchElectron();
  const words = ['--require', drive, start.target, `--user-data-dir=${start.folder}`];
  const at = Date.now();
  const child = spawn(program, words, {
    env: { ...process.env, HOLDFAST_BENCH_DRIVE: start.script, ...start.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let lastWords = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsKept);
  });
  const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  try {
    for await (const line of createInterface(child.stdout)) {
      if (!line.startsWith(mark)) continue;
      return { at, told: JSON.parse(line.slice(mark.length)) as T };
    }
    throw new Error(`${start.target} ended before its page told anything: ${lastWords}`);
  } finally {
    clearTimeout(patience);
    child.kill(start.ending === 'orderly' ? 'SIGTERM' : 'SIGKILL');
    await ended;
  }
}
