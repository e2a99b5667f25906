/** Processes of the services under load, and how much memory each has. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Keeping } from '../../../server/app/address.ts';

export type Served =
  | (Keeping & { readonly serve: 'headquarters' })
  | (Keeping & {
      readonly serve: 'channel';
      readonly headquarters: string;
      readonly channel: string;
      readonly token: string;
    });
export type Process = {
  readonly url: string;
  /** Resident memory now, in MB; 0 where the system does not tell. */
  readonly memory: () => number;
  readonly stop: () => Promise<void>;
};

/** Starts a process and waits for its port. */
export async function startProcess(served: Served): Promise<Process> {
  const program = fileURLToPath(new URL('./served.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=16', program, JSON.stringify(served)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const [url] = await once(createInterface(child.stdout), 'line');
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    await end(child);
  };
  return { url: String(url), memory: () => residentMegabytes(child.pid ?? 0), stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

function residentMegabytes(pid: number): number {
  try {
    const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Math.round(Number(found?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
