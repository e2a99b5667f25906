import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname, '..');

export type Outcome = { readonly passed: boolean; readonly output: string };

export type CommandOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Show the output while it comes instead of keeping it for a failure. */
  readonly live?: boolean;
  /** After this long the command and its children are killed and it counts as failed. */
  readonly limitMs?: number;
};

/**
 * Runs one program of node_modules/.bin or of the system in the root of the house, without input.
 * A program that cannot be started at all is a failed outcome, told by its message.
 */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Outcome> {
  const given = options.env?.['PATH'] ?? process.env['PATH'] ?? '';
  const path = [join(root, 'node_modules/.bin'), given].join(delimiter);
  return new Promise((resolve) => {
    const chunks: string[] = [];
    const child = spawn(program, args, {
      cwd: root,
      detached: true,
      env: {
        ...process.env,
        ...(options.live ? {} : { NO_COLOR: '1' }),
        ...options.env,
        PATH: path,
      },
      stdio: ['ignore', options.live ? 'inherit' : 'pipe', options.live ? 'inherit' : 'pipe'],
    });
    const stopAll = () => stopGroup(child.pid);
    const limit = options.limitMs ?? 0;
    const timer =
      limit > 0
        ? setTimeout(() => {
            chunks.push(`${program} was stopped: it took longer than ${limit / 1000} s\n`);
            stopAll();
          }, limit)
        : undefined;
    const finish = (passed: boolean) => {
      clearTimeout(timer);
      process.off('exit', stopAll);
      resolve({ passed, output: chunks.join('') });
    };
    process.once('exit', stopAll);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
    child.once('error', (error) => {
      chunks.push(`${program} could not be started: ${error.message}\n`);
      finish(false);
    });
    child.once('close', (code) => finish(code === 0));
  });
}

/** Ctrl+C and a polite kill end this process by its exit, which takes all running programs along. */
export function endOnSignal(): void {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
}

/** The program runs in a group of its own, so that nothing it started outlives it. */
function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) throw error;
  }
}
