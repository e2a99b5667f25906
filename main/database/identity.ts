/** Who this register is: given at activation, raised by recovery (PROTOCOL section 6) and by a newer epoch (R9). */
import { assert } from '../../shared/fault.ts';
import type { RegisterId, StoreId } from '../../shared/identity.ts';
import { one, run, type Connection } from './statement.ts';
import { transaction, type Writer } from './transaction.ts';

export type Identity = {
  readonly register: RegisterId;
  readonly registerName: string;
  readonly store: StoreId;
  /** Headquarters' Ed25519 public key, SPKI in base64. */
  readonly signingKey: string;
  /** Base address of the channel. */
  readonly channel: string;
  /** Device token, encrypted. */
  readonly token: string;
  readonly incarnation: number;
  /** Headquarters' epoch as last heard. */
  readonly epoch: number;
};

const select = `SELECT register, register_name AS registerName, store, signing_key AS signingKey, channel, token, incarnation, epoch
  FROM identity`;
const selectPlaced = `${select} WHERE EXISTS (SELECT 1 FROM configuration WHERE id = store)`;

/** The identity, or null before activation. */
export const readIdentity = (db: Connection): Identity | null => one<Identity>(db, select) ?? null;

/** The identity, or null before activation and until the first feed told of the store. */
export const readPlacedIdentity = (db: Connection): Identity | null =>
  one<Identity>(db, selectPlaced) ?? null;

/** Writes the identity over an earlier one. */
export function saveIdentity(db: Writer, identity: Identity): void {
  transaction(db, () =>
    run(
      db,
      `INSERT INTO identity (one, register, register_name, store, signing_key, channel, token, incarnation, epoch)
       VALUES (1, $register, $registerName, $store, $signingKey, $channel, $token, $incarnation, $epoch)
       ON CONFLICT (one) DO UPDATE SET register = $register, register_name = $registerName, store = $store,
         signing_key = $signingKey, channel = $channel, token = $token, incarnation = $incarnation, epoch = $epoch`,
      identity,
    ),
  );
}

/** Stores headquarters' epoch as heard. */
export function saveEpoch(db: Writer, epoch: number): void {
  const changes = transaction(db, () => run(db, 'UPDATE identity SET epoch = ?', [epoch]));
  assert(changes === 1, 'an epoch belongs to an activated register');
}

/** Stores the incarnation; it only grows. */
export function saveIncarnation(db: Writer, incarnation: number): void {
  const changes = transaction(db, () =>
    run(db, 'UPDATE identity SET incarnation = $incarnation WHERE incarnation <= $incarnation', {
      incarnation,
    }),
  );
  assert(changes === 1, 'an incarnation belongs to an activated register and only grows');
}
