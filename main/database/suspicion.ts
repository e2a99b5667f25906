/** Which files are read through while somebody waits for the register to start (docs/decisions/0019). */
import { closeSync, existsSync, rmSync, statSync } from 'node:fs';
import { done, type Result } from '../../shared/fault.ts';
import { syncFolder } from './durable.ts';
import { guarded } from './failure.ts';
import { openForWriting } from './rights.ts';

/** Larger files are read through in a thread after the start, before each copy. */
const mostReadAtStart = 16 * 1024 * 1024;

const markOf = (file: string): string => `${file}.suspect`;

/** Remembers, over the end of the program, that the file was found damaged: the next start reads it through. Faults: database.full, database.readOnly. */
export const suspect = (file: string): Result<void> =>
  guarded(() => {
    closeSync(openForWriting(markOf(file), 'w'));
    syncFolder(file);
    return done;
  });

/** The file was read through and is sound, or another one has its place. */
export const trust = (file: string): void => rmSync(markOf(file), { force: true });

/** Bytes; 0 for one that is not there. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Whether the file is to be read through before it is used: a small one, one that is suspect, and one with a log, which an orderly end would
 * have taken away. An empty log is that of a program which was cut off before it had written anything: SQLite writes into the file only what
 * it has made durable in the log before, and never makes the log shorter (sqlite.org/fileformat2.html, section 4). So the products, which
 * change once a day, are not read through after each lost power. To be asked before it is opened.
 */
export const isSuspect = (file: string): boolean =>
  existsSync(markOf(file)) ||
  sizeOf(`${file}-wal`) > 0 ||
  (existsSync(file) && sizeOf(file) <= mostReadAtStart);
