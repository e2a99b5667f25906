/** Runs another proof of the house as a program and hears what it prints. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..', '..');

export type Ran = { readonly code: number | null; readonly lines: readonly string[] };

/** Runs it in the root of the house. `heard`: each line as it comes. */
export async function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  heard: (line: string) => void = () => undefined,
): Promise<Ran> {
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...env, PATH: path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    heard(line);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lines };
}
