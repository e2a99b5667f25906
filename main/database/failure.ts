/** What SQLite's own failures mean to the people at the register. */
import { fault, type Fault } from '../../shared/fault.ts';

/** The extended result code of a SQLite failure ("SQLITE_IOERR_READ"); undefined for anything else. */
export function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
    return undefined;
  }
  return error.code.startsWith('SQLITE_') ? error.code : undefined;
}

const meanings = [
  [/^SQLITE_(CORRUPT|NOTADB|IOERR_(READ|SHORT_READ|CORRUPTFS|DATA))/, 'database.damaged'],
  [/^SQLITE_FULL/, 'database.full'],
  [/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH|IOERR_(WRITE|FSYNC|ACCESS|DELETE))/, 'database.readOnly'],
  [/^SQLITE_BUSY/, 'database.inUse'],
] as const;

/** The fault for a failure of the file or the disk; undefined when the error is a bug. */
export function failureOf(error: unknown): Fault | undefined {
  const code = sqliteCode(error);
  if (code === undefined) return undefined;
  const meaning = meanings.find(([pattern]) => pattern.test(code));
  return meaning && fault(meaning[1], { reason: code });
}
