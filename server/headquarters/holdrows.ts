/** What HOLDs change, collected one after the other and written in as few statements as there are tables. */
import { later } from '../database/pipeline.ts';
import { among, insertRows, updateRows } from '../database/rows.ts';
import type { Hash, RequestId } from '../../shared/identity.ts';
import type { Act } from './headquarters.ts';
import type { Ended } from './known.ts';
import type { LockTable, RegisterTable } from './tables.ts';

type Changes = {
  /** Newest statements, as the registers' rows keep them. */
  readonly stated: Pick<
    RegisterTable,
    'id' | 'incarnation' | 'last_seq' | 'last_id' | 'wants_json' | 'head_hash' | 'head_number'
  >[];
  readonly ended: Ended[];
  /** Refusals that are not wanted any more. */
  readonly forgotten: RequestId[];
  /** Of instruments that are locked once more. */
  readonly tokens: { readonly key: Hash; readonly token: number }[];
  readonly locks: LockTable[];
};
/** `eager`: each change is written at once, because what comes next reads it in the database. */
export type HoldRows = Changes & { readonly eager: boolean };

export const noHoldRows = (eager: boolean): HoldRows => ({
  eager,
  ...{ stated: [], ended: [], forgotten: [], tokens: [], locks: [] },
});

export async function noteChanges(
  act: Act,
  rows: HoldRows,
  changes: Partial<Changes>,
): Promise<void> {
  rows.stated.push(...(changes.stated ?? []));
  rows.ended.push(...(changes.ended ?? []));
  rows.forgotten.push(...(changes.forgotten ?? []));
  rows.tokens.push(...(changes.tokens ?? []));
  rows.locks.push(...(changes.locks ?? []));
  if (rows.eager) await writeChanges(act, rows);
}

/** Writes what was noted; what ends goes before what begins, for an instrument has one live lock at most. */
export async function writeChanges(act: Act, rows: HoldRows): Promise<void> {
  const { stated, ended, forgotten, tokens, locks } = rows;
  if (ended.length > 0) await later(act, updateRows(act, 'lock', 'request', ended.splice(0)));
  if (forgotten.length > 0)
    await later(act, act.deleteFrom('lock').where(among(act, 'request', forgotten.splice(0))));
  if (stated.length > 0) await later(act, updateRows(act, 'register', 'id', stated.splice(0)));
  if (tokens.length > 0) await later(act, updateRows(act, 'instrument', 'key', tokens.splice(0)));
  if (locks.length > 0) await insertRows(act, 'lock', locks.splice(0));
}
