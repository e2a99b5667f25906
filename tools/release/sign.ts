/** electron-builder's signing hook: called with each executable, the uninstaller and the installer, in the order in which they are made. */
import { execFile } from 'node:child_process';
import { appendFileSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { signingCommand, type SigningCommand } from './signing.ts';

const run = promisify(execFile);

/** A timestamp server that is busy is asked again so often. */
const attempts = 3;
const pauseMs = Number(process.env['HOLDFAST_SIGN_PAUSE'] ?? 5_000);

/** Signs one file in place. Throws with the program's words when it cannot: an unsigned installer never leaves. */
export async function sign({ path }: { readonly path: string }): Promise<void> {
  const command = signingCommand(path, process.env);
  if (command === null) return;
  await attempt(command, attempts);
  if (command.output !== null) renameSync(command.output, path);
  // What was signed, for whoever must show that nothing was left out.
  const list = process.env['HOLDFAST_SIGN_LIST'];
  if (list !== undefined) appendFileSync(list, `${path}\n`);
}

async function attempt(command: SigningCommand, left: number): Promise<void> {
  if (command.output !== null) rmSync(command.output, { force: true });
  try {
    await run(command.program, command.arguments);
  } catch (error) {
    // Neither the message nor the command line is told: it may hold the password of a PFX file.
    if (left > 1) {
      await delay(pauseMs);
      await attempt(command, left - 1);
    } else throw new Error(`${command.program} could not sign: ${wordsOf(error)}`);
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof Error && 'stderr' in error
    ? String(error.stderr).trim().slice(-2_000)
    : 'it could not be started';
