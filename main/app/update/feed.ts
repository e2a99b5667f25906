/** The update feed, by electron-updater: finds a newer version, downloads it, and believes it only by its SHA-512 and its publisher's signature. */
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import { fail, ok, type Result } from '../../../shared/fault.ts';
import { isStoreIncluded, rolloutSchema, type Rollout } from './rollout.ts';

export type Offer = { readonly version: string; readonly rollout: Rollout };
export type UpdateFeed = {
  /** A version for this register; null when there is none. Faults: update.unreachable, update.older, update.refused (a feed that is not valid). */
  readonly look: () => Promise<Result<Offer | null>>;
  /** The file of the version that was looked up last. Faults: update.unreachable, update.refused. */
  readonly download: () => Promise<Result<string>>;
};

/** Codes of electron-updater for what was tampered with; the sum of a file has a code of its own in its helper. */
const refused = [
  'ERR_UPDATER_INVALID_SIGNATURE',
  'ERR_CHECKSUM_MISMATCH',
  'ERR_UPDATER_INVALID_UPDATE_INFO',
  'ERR_UPDATER_NO_CHECKSUM',
];

/** `store`: this register's; asked anew each time, because a register may be moved. */
export function openFeed(
  updater: AppUpdater,
  { version: own, store }: { readonly version: string; readonly store: () => string },
): UpdateFeed {
  // Nothing happens but what is asked for here.
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  // By store and not by machine: a store has one version.
  updater.isUserWithinRollout = (info) => isStoreIncluded(rolloutOf(info), store(), info.version);
  return {
    look: async () => {
      try {
        const found = await updater.checkForUpdates();
        if (found === null) return ok(null);
        const { version } = found.updateInfo;
        const rollout = rolloutOf(found.updateInfo);
        if (found.isUpdateAvailable) return ok({ version, rollout });
        return isOlder(version, own) ? fail('update.older', { version, own }) : ok(null);
      } catch (error) {
        return failure(error);
      }
    },
    download: async () => {
      try {
        const [file] = await updater.downloadUpdate();
        return file === undefined ? fail('update.unreachable') : ok(file);
      } catch (error) {
        return failure(error);
      }
    },
  };
}

/** Throws when head office's IT wrote something else there: such an update is for nobody. */
const rolloutOf = (info: UpdateInfo): Rollout =>
  rolloutSchema.parse('rollout' in info ? info.rollout : undefined);

/** Of two versions such as 1.10.0; only for what is told, electron-updater has decided. */
const isOlder = (version: string, own: string): boolean =>
  version.localeCompare(own, 'en', { numeric: true }) < 0;

function failure(error: unknown): Result<never> {
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error ? String(error.code) : error.name;
  const isRefused = refused.includes(code) || error.name === 'ZodError';
  return isRefused
    ? fail('update.refused', { reason: code })
    : fail('update.unreachable', { reason: code });
}
