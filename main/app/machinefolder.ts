/** Where an installed register keeps its data: in one folder of the machine, so that whoever signs in to it finds the same pending sales. */
import { join, win32 } from 'node:path';
import { isShared } from '../database/rights.ts';

/** Environment variable that names another folder. */
export const folderVariable = 'HOLDFAST_FOLDER';

export type Place = {
  /** `process.platform`. */
  readonly platform: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether this is an installed register and no developer's. */
  readonly isPackaged: boolean;
  /** Whether the command line names a folder (--user-data-dir). */
  readonly isNamed: boolean;
};

/**
 * The folder that the installer made and gave its rights (docs/DEPLOYMENT.md), or the one that the environment names; null where Electron's own
 * choice shall stand: the command line's, else a folder of the signed-in user.
 */
export function machineFolder(place: Place): string | null {
  const { platform, environment, isPackaged, isNamed } = place;
  if (isNamed) return null;
  const chosen = environment[folderVariable] ?? '';
  if (chosen !== '') return chosen;
  if (!isPackaged) return null;
  if (platform === 'win32')
    return win32.join(environment['ProgramData'] ?? String.raw`C:\ProgramData`, 'Holdfast');
  return platform === 'linux' ? '/var/lib/holdfast' : null;
}

/** Chromium's own profile: of the signed-in user, because a profile made by one is not for another to write. */
export const profileFolder = (appData: string): string => join(appData, 'Holdfast', 'profile');

/**
 * Lets what this process makes from now on be written by the group, where the folder is shared by the accounts of a group (the Debian package makes it so):
 * else the next account could not rotate a log, or remove an old copy. To be called before anything is made in it.
 */
export function shareFiles(folder: string): void {
  if (isShared(folder)) process.umask(0o007);
}
