/** What SQLite's own failures mean to the people at the register. */
import { fault, type Fault, type Result } from '../../shared/fault.ts';

/** The extended result code of a SQLite failure ("SQLITE_IOERR_READ") or of the system ("ENOSPC"); undefined for anything else. */
export function failureCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
    return undefined;
  }
  return /^(SQLITE_\w+|E[A-Z0-9]+)$/.test(error.code) ? error.code : undefined;
}

const meanings = [
  [/^SQLITE_(CORRUPT|NOTADB|IOERR_(READ|SHORT_READ|CORRUPTFS|DATA))/, 'database.damaged'],
  [/^(SQLITE_FULL|ENOSPC$|EDQUOT$)/, 'database.full'],
  [/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH|IOERR_(WRITE|FSYNC|ACCESS|DELETE))/, 'database.readOnly'],
  [/^E(ACCES|PERM|ROFS|NOENT|NOTDIR|IO|BUSY|NODEV|NXIO)$/, 'database.readOnly'],
  [/^SQLITE_BUSY/, 'database.inUse'],
] as const;

/** The fault for a failure of the file or the disk; undefined when the error is a bug. */
export function failureOf(error: unknown): Fault | undefined {
  const code = failureCode(error);
  if (code === undefined) return undefined;
  const meaning = meanings.find(([pattern]) => pattern.test(code));
  return meaning && fault(meaning[1], { reason: code });
}

/** Does the work; a failure of the file or the disk becomes a failed result, any other error is thrown on. */
export function guarded<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return { ok: false, fault: failure };
  }
}
