/** The rivals' packages are no part of Holdfast: they are installed here, into a folder of their own, when somebody races them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../tools/command.ts';

export const here = import.meta.dirname;

const limitMs = 300_000;
const lock = join(here, 'package-lock.json');
const installed = join(here, 'node_modules/.installed-lock.json');

const isInstalled = (): boolean =>
  existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(lock, 'utf8');

/** Installs what the lock file names, without running any script of it; once for each lock file. Throws with npm's words when it cannot. */
export async function installRivals(tell: (line: string) => void): Promise<void> {
  if (isInstalled()) return;
  tell('installing the rivals by npm ci');
  const args = ['ci', '--prefix', here, '--ignore-scripts', '--omit=peer'];
  const { passed, output } = await runCommand('npm', args, { limitMs });
  if (!passed)
    throw new Error(
      `The rivals could not be installed: is a package registry within reach? (npm ci in test/bench/rivals)\n${output}`,
    );
  writeFileSync(installed, readFileSync(lock));
}
