/** Starts rival processes on a database file, and kills them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { afterEach } from 'vitest';

const rivals: ChildProcess[] = [];

/** Starts the process and answers the first word that it says. */
export async function startRival(
  file: string,
  act: 'hold' | 'midway' | 'load',
): Promise<{ word: string; kill: () => Promise<void> }> {
  const rival = spawn(
    process.execPath,
    [fileURLToPath(new URL('./rival.ts', import.meta.url)), file, act],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  rivals.push(rival);
  const lines = createInterface({ input: rival.stdout });
  const [word] = await once(lines, 'line');
  return {
    word: String(word),
    kill: async () => {
      if (rival.exitCode !== null || rival.signalCode !== null) return;
      const ended = once(rival, 'exit');
      rival.kill('SIGKILL');
      await ended;
    },
  };
}

afterEach(() => {
  for (const rival of rivals.splice(0)) rival.kill('SIGKILL');
});
