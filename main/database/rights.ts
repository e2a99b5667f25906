/**
 * Who reads and writes what lies in a register's data folder. A folder that is shared (its group writes, and what is made in it belongs to that group)
 * serves every account of the group, so that the next one finds and sends what the one before has sold; else each file is its owner's alone.
 * On Windows the folder's own rights do this, which the installer has set (docs/DEPLOYMENT.md).
 */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { done, fail, type Result } from '../../shared/fault.ts';
import { failureCode } from './failure.ts';

/** Set-group-ID and writable by the group. */
const sharing = 0o2020;

export const isShared = (folder: string): boolean =>
  existsSync(folder) && (statSync(folder).mode & sharing) === sharing;

/** What a new file of a folder is made with. */
const rightsIn = (folder: string): number => (isShared(folder) ? 0o660 : 0o600);

/** What a new folder in a folder is made with. */
export const folderRightsIn = (folder: string): number => (isShared(folder) ? 0o770 : 0o700);

/** Gives a file of this account the rights of its folder; SQLite makes files that the group may only read. */
export function settleRights(file: string): void {
  const rights = rightsIn(dirname(file));
  // Whose rights are right already may be another account's.
  if ((statSync(file).mode & 0o777) !== rights) chmodSync(file, rights);
}

/** Opens for writing (`w` anew, `a` at the end); a file that it makes has the rights of its folder. */
export function openForWriting(file: string, flags: 'w' | 'a'): number {
  const isNew = !existsSync(file);
  const descriptor = openSync(file, flags, 0o600);
  if (isNew) fchmodSync(descriptor, rightsIn(dirname(file)));
  return descriptor;
}

/** Makes an empty file for SQLite where there is none: its log takes the file's rights. */
export function reserveFile(file: string): void {
  // One that is there is not opened: to close it again would end SQLite's locks on it.
  if (!existsSync(file)) closeSync(openForWriting(file, 'a'));
}

/** What is written where it lies; the others are read, and replaced by a file of the same name. */
const isWritten =
  /^(register\.db(\.lock|(\.catalog-\d+)?(-wal|-shm)?)|practice\.(db.*|log)|witness\.log)$/;
const isRead =
  /^(register\.db\.[^/]*(key|recovery|backup)|(provisioning|version)\.json|machine\.key)$/;

/**
 * Whether this account may use a data folder and what a start needs of it. A folder that is not there is nobody's yet. Fault: folder.denied, with the
 * `place` that it may not use.
 */
export function mayUse(folder: string): Result<void> {
  if (!existsSync(folder)) return done;
  const { R_OK, W_OK, X_OK } = constants;
  if (!allows(folder, R_OK | W_OK | X_OK)) return fail('folder.denied', { place: folder });
  const denied = readdirSync(folder).find((name) => {
    const wanted = isWritten.test(name) ? R_OK | W_OK : isRead.test(name) ? R_OK : null;
    return wanted !== null && !allows(join(folder, name), wanted);
  });
  return denied === undefined ? done : fail('folder.denied', { place: basename(denied) });
}

function allows(place: string, wanted: number): boolean {
  try {
    accessSync(place, wanted);
    return true;
  } catch (error) {
    const code = failureCode(error);
    if (code === undefined) throw error;
    // What another process has just removed, and a disk that is read-only for everybody, are no question of the account.
    return code !== 'EACCES' && code !== 'EPERM';
  }
}
