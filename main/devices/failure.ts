/** What the file system's failures mean to the people at the register. */
import { fail, type Failed } from '../../shared/fault.ts';

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** The system's own name of a failure, such as ENOENT. Anything that has none is a bug and is thrown on. */
export function systemCode(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) throw error;
  return code;
}

/** Whether a new file was refused because its name is in use. */
export const isTaken = (error: unknown): boolean => codeOf(error) === 'EEXIST';

const full = new Set(['ENOSPC', 'EDQUOT']);
const refused = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EIO', 'EEXIST']);

/** The fault for a disk that is full or refuses writing; anything else is a bug and is thrown on. */
export function diskFailure(error: unknown): Failed {
  const code = codeOf(error) ?? '';
  if (full.has(code)) return fail('database.full', { reason: code });
  if (refused.has(code)) return fail('database.readOnly', { reason: code });
  throw error;
}
