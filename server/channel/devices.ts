/** Registers that were activated through this channel. Of a token only its hash is kept. */
import { tokenHash } from '../http/bearer.ts';
import type { Caller } from '../http/call.ts';
import { ok, type Result } from '../../shared/fault.ts';
import type { Instant, RegisterId, StoreId } from '../../shared/identity.ts';
import { devicesSchema, headquartersPaths, type Devices } from '../../shared/wire/channel.ts';
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
  const { register, registerName, store } = activation;
  const device = { register, registerName, store, tokenHash: tokenHash(activation.token) };
  await writeDevices(db, [{ ...device, activatedAt: at, active: true }]);
}

/**
 * Learns from headquarters which registers were switched off and, after a restore of the channel, which were activated meanwhile. A register
 * that headquarters does not name stays: then it is headquarters that was restored. Answers how many devices changed.
 */
export async function pullDevices(
  db: ChannelDatabase,
  call: Caller,
  timeout: number,
): Promise<Result<number>> {
  const told = await call(
    { method: 'GET', path: headquartersPaths.devices, timeout },
    devicesSchema,
  );
  if (!told.ok) return told;
  const rows = await db.query.selectFrom('device').selectAll().execute();
  const known = new Map(rows.map((row) => [row.register, row]));
  const changed = told.value.devices.flatMap((device) => {
    const row = known.get(device.register);
    if (!row || row.activated_at < device.activatedAt) return [device];
    const kept = { ...device, tokenHash: row.token_hash, activatedAt: row.activated_at };
    return (row.active === 1) === device.active ? [] : [kept];
  });
  if (changed.length > 0) await writeDevices(db, changed);
  return ok(changed.length);
}

async function writeDevices(db: ChannelDatabase, devices: Devices['devices']): Promise<void> {
  await db.transaction(async (transaction) => {
    for (const device of devices) {
      const row = {
        register: device.register,
        name: device.registerName,
        store: device.store,
        token_hash: device.tokenHash,
        activated_at: device.activatedAt,
        active: device.active ? 1 : 0,
      };
      await transaction
        .insertInto('device')
        .values(row)
        .onConflict((conflict) => conflict.column('register').doUpdateSet(row))
        .execute();
    }
  });
}

/** The register that the token belongs to; null when it is of no use here. */
export async function findDevice(query: Reader, token: string): Promise<Device | null> {
  const found = await query
    .selectFrom('device')
    .select(['register', 'name', 'store'])
    .where('token_hash', '=', tokenHash(token))
    .where('active', '=', 1)
    .executeTakeFirst();
  return found ?? null;
}
