/** The files that lie beside a file and are named after it. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * Paths that begin with the file's own and the ending, in the order of their names; none where the folder is not there. Not by a pattern: the
 * first one makes Node load and compile its whole matcher, 10 ms of each start.
 */
export const filesBeside = (file: string, ending: string): string[] => {
  const folder = dirname(file);
  if (!existsSync(folder)) return [];
  const own = basename(file);
  return readdirSync(folder)
    .filter((name) => name.startsWith(own + ending))
    .toSorted()
    .map((name) => file + name.slice(own.length));
};
