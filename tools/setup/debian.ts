import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../command.ts';

const quietly = { env: { DEBIAN_FRONTEND: 'noninteractive' }, limitMs: 600_000 };

/** The full path of a program in PATH, or undefined. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Packages may be installed where we are root and the system is Debian's kind. */
export const mayInstall = (): boolean =>
  process.getuid?.() === 0 && findProgram('apt-get') !== undefined;

/** Installs Debian packages, after a fresh look at the list of packages; throws with apt's words. */
export async function installDebianPackages(...names: readonly string[]): Promise<void> {
  console.log(`        installing ${names.join(' and ')} from Debian ...`);
  await apt(['update']);
  await apt(['install', '-y', ...names]);
}

async function apt(args: readonly string[]): Promise<void> {
  const { passed, output } = await runCommand('apt-get', args, quietly);
  if (!passed) throw new Error(`apt-get ${args.join(' ')} failed:\n${output.slice(-2_000)}`);
}
