/** Files as a kill leaves them: copied as they lie, without a last word of the process. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';

/** A new folder; in memory where the system has such a place, for a simulation writes much and keeps nothing. */
export const freshFolder = (): string =>
  mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'holdfast-simulate-'));

/** What belongs to the process alone, and what a test may put aside. */
const isLost = (name: string): boolean => name.endsWith('-shm') || name.endsWith('.lock');

/** Copies the files of a part, those that the name fits, into the folder, which is made when missing. */
export function copyFiles(
  from: string,
  to: string,
  fits: (name: string) => boolean = () => true,
): string {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (!entry.isFile() || isLost(entry.name) || !fits(entry.name)) continue;
    copyFileSync(join(from, entry.name), join(to, entry.name));
  }
  return to;
}

/** A new name beside the folder; names do not grow from copy to copy. */
export const beside = (folder: string): string =>
  mkdtempSync(`${folder.replace(/(-[A-Za-z0-9]{6})+$/, '')}-`);
