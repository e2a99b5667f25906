/**
 * Seals of the audit: each row's seal is a keyed hash over the row and its predecessor's seal. The key is beside the database, never in it, so
 * that whoever owns the database server can change a row, but not its seal.
 */
import type { Hash } from '../../shared/identity.ts';
import type { Keys } from './keys.ts';
import type { AuditTable } from './tables.ts';

/** The predecessor's seal of the first row. */
export const beginning: Hash = '';

/** The row's seal. No instrument number is hashed like this: those are digits only. */
export const sealOf = (keys: Keys, row: AuditTable, previous: Hash): Hash =>
  keys.keyedHash(
    `audit\n${previous}\n${JSON.stringify([row.number, row.at, row.account, row.second, row.act, row.detail])}`,
  );

/** Says that the row was the newest one at some time. */
export const headMark = (keys: Keys, number: number, hash: Hash): Hash =>
  keys.keyedHash(`audit head\n${number}\n${hash}`);
