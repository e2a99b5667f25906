/** What of the machine `--check` judges: the data folder and its disk, the database, the key store, crash reports. Changes nothing, but marks a damaged database. */
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { failureOf } from '../../database/failure.ts';
import { isSound } from '../../database/connection.ts';
import { escrowOf } from '../../database/escrow.ts';
import { readIdentity, type Identity } from '../../database/identity.ts';
import { isPlain, unlock, type DatabaseKey } from '../../database/key.ts';
import { migrations, schemaVersion } from '../../database/migrate.ts';
import { suspect } from '../../database/suspicion.ts';
import type { Fault, Result } from '../../../shared/fault.ts';
import { publicTrust, type Trust } from '../../sync/trust.ts';
import { asExpected } from '../activation.ts';
import type { Provisioning } from '../provisioning.ts';
import { keptTrust } from '../trust.ts';
import { row, type Row } from './row.ts';
import { readStoreZone, type StoreZone } from './zone.ts';

const mebibyte = 1024 * 1024;
/** A register writes a few kilobytes a sale; a copy before a migration needs the database's size again. */
const leastFree = 200;
const wantedFree = 1024;
/** A commit waits for one sync: above this cashiers feel it. */
const slowMs = 100;
const syncs = 8;

/** Writes, syncs and removes a small file, several times. */
export function checkFolder(folder: string): Row {
  if (!existsSync(folder)) return row('folder', 'failed', 'missing', { folder });
  const probe = join(folder, `.check-${process.pid}`);
  try {
    const { bavail, bsize } = statfsSync(folder);
    const free = Math.floor((bavail * bsize) / mebibyte);
    const descriptor = openSync(probe, 'w', 0o600);
    const times: number[] = [];
    try {
      const block = Buffer.alloc(4096, 1);
      for (let at = 0; at < syncs; at += 1) {
        const began = performance.now();
        writeSync(descriptor, block);
        fsyncSync(descriptor);
        times.push(performance.now() - began);
      }
    } finally {
      closeSync(descriptor);
      rmSync(probe);
    }
    const sync = Math.round(times.toSorted((a, b) => a - b)[syncs / 2] ?? 0);
    const facts = { free, sync };
    if (free < leastFree) return row('folder', 'failed', 'full', facts);
    if (free < wantedFree) return row('folder', 'warning', 'nearlyFull', facts);
    return sync > slowMs
      ? row('folder', 'warning', 'slow', facts)
      : row('folder', 'good', 'good', facts);
  } catch (error) {
    const fault = failureOf(error);
    if (fault === undefined) throw error;
    return row('folder', 'failed', 'unwritable', { reason: String(fault.data['reason'] ?? '') });
  }
}

export type DatabaseChecked = {
  readonly row: Row;
  readonly identity: Identity | null;
  readonly trust: Trust;
  readonly storeZone: StoreZone | null;
};

/** What is damaged the next start must read through, whatever its size; a folder that takes no mark is a row of its own. */
function damaged(file: string, reason = ''): Row {
  const marked = suspect(file);
  return row('database', 'failed', marked.ok ? 'damaged' : 'unmarked', { reason });
}

/** Looks at the file as it is, beside a running register; one that is damaged gets the mark of docs/decisions/0019. */
export function checkDatabase(file: string, key: Result<DatabaseKey | null>): DatabaseChecked {
  const told = (checked: Row): DatabaseChecked => ({
    row: checked,
    identity: null,
    trust: publicTrust,
    storeZone: null,
  });
  if (!existsSync(file)) return told(row('database', 'skipped', 'none'));
  if (!key.ok) return told(row('database', 'skipped', 'locked'));
  let sql: BetterSqlite3.Database | undefined;
  try {
    sql = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    if (key.value !== null) unlock(sql, key.value);
    const version = schemaVersion({ sql });
    const newest = migrations.at(-1)?.version ?? 0;
    if (version > newest) return told(row('database', 'failed', 'newer', { version, newest }));
    if (!isSound(sql)) return told(damaged(file));
    const facts = { version };
    const state = isPlain(file)
      ? row('database', 'warning', 'plain', facts)
      : version < newest
        ? row('database', 'warning', 'older', { version, newest })
        : row('database', 'good', 'good', facts);
    return version > 0
      ? {
          row: state,
          identity: readIdentity({ sql }),
          trust: keptTrust({ sql }),
          storeZone: readStoreZone({ sql }),
        }
      : told(state);
  } catch (error) {
    const fault = failureOf(error);
    if (fault === undefined) throw error;
    const reason = String(fault.data['reason'] ?? '');
    return told(
      fault.code === 'database.damaged'
        ? damaged(file, reason)
        : row('database', 'failed', 'unreadable', { reason }),
    );
  } finally {
    sql?.close();
  }
}

/** `warning`: the key store's own. */
export function checkKeystore(
  file: string,
  key: Result<DatabaseKey | null>,
  warning: Fault | null,
  provisioning: Provisioning | undefined,
): Row {
  if (!existsSync(file))
    return row(
      'keystore',
      warning === null ? 'good' : 'warning',
      warning === null ? 'unused' : 'missing',
    );
  if (!key.ok)
    return row('keystore', 'failed', 'lost', { reason: String(key.fault.data['reason'] ?? '') });
  if (warning !== null) return row('keystore', 'warning', 'missing');
  if (provisioning?.recoveryKey === undefined) return row('keystore', 'good', 'noRecovery');
  return !existsSync(escrowOf(file))
    ? row('keystore', 'warning', 'notYet')
    : row('keystore', 'good', 'good');
}

export function checkIdentity(
  identity: Identity | null,
  isReadable: boolean,
  provisioning: Provisioning | undefined,
): Row {
  if (!isReadable) return row('identity', 'skipped', 'unread');
  if (identity === null)
    return provisioning?.activationCode === undefined
      ? row('identity', 'failed', 'none')
      : row('identity', 'warning', 'waiting');
  const { register, store } = identity;
  const expected = asExpected(identity, provisioning);
  return expected.ok
    ? row('identity', 'good', 'good', { register, store })
    : row('identity', 'failed', 'another', {
        register,
        store,
        expected: String(expected.fault.data['expected']),
      });
}
