/** Registers that were activated through this channel. Of a token only its hash is kept. */
import { tokenHash } from '../http/bearer.ts';
import type { Instant, RegisterId, StoreId } from '../../shared/identity.ts';
import type { Activation } from '../../shared/wire/register.ts';
import type { ChannelDatabase, Reader } from './tables.ts';

export type Device = {
  readonly register: RegisterId;
  readonly name: string;
  readonly store: StoreId;
};

/** Remembers an activation. Activating a register again puts the old token out of use. */
export async function saveDevice(
  db: ChannelDatabase,
  activation: Activation,
  at: Instant,
): Promise<void> {
  const row = {
    register: activation.register,
    name: activation.registerName,
    store: activation.store,
    token_hash: tokenHash(activation.token),
    activated_at: at,
  };
  await db.transaction(async (transaction) => {
    await transaction
      .insertInto('device')
      .values(row)
      .onConflict((conflict) => conflict.column('register').doUpdateSet(row))
      .execute();
  });
}

/** The register that the token belongs to; null when it is of no use here. */
export async function findDevice(query: Reader, token: string): Promise<Device | null> {
  const found = await query
    .selectFrom('device')
    .select(['register', 'name', 'store'])
    .where('token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  return found ?? null;
}
