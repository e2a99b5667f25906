/** The window's button for a support bundle: the same executable makes it in a process of its own, so that nobody at the counter waits for it. */
import { execFile } from 'node:child_process';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { bundleFile } from './support.ts';

const patienceMs = 120_000;

export type OwnProgram = {
  readonly executable: string;
  /** What makes it this register's: the application's folder where it is not packed, and the data folder. */
  readonly words: readonly string[];
};

/** Answers where the bundle lies. Fault: support.failed. */
export function makeSupportBundle(
  { executable, words }: OwnProgram,
  folder: string,
  now: string,
): Promise<Result<{ readonly file: string }>> {
  const file = bundleFile(folder, now);
  return new Promise((resolve) => {
    execFile(
      executable,
      [...words, '--support-bundle', '--to', file],
      { timeout: patienceMs, windowsHide: true },
      (error) => resolve(error === null ? ok({ file }) : fail('support.failed')),
    );
  });
}
