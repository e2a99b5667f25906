/** Makes this machine a register: hands in the one-time code and keeps the identity that comes back. */
import { setAllAside } from '../database/backup.ts';
import { readIdentity, saveIdentity, type Identity } from '../database/identity.ts';
import type { KeyPort } from '../database/key.ts';
import { keyfileOf } from '../database/keyfile.ts';
import { openDatabase, type Database } from '../database/open.ts';
import { activate } from '../sync/activate.ts';
import type { Trust } from '../sync/trust.ts';
import { fail, fault, ok, type Result } from '../../shared/fault.ts';
import type { Clock } from '../../shared/identity.ts';
import type { Provisioning } from './provisioning.ts';
import { firstTrust } from './trust.ts';

export type ActivateWith = {
  readonly provisioning: Provisioning | undefined;
  readonly trust: Trust;
  readonly device: string;
  readonly seal: (text: string) => string;
};

/**
 * The identity in the database, or a new one from the provisioning. Faults: activation.needed, register.another (IT expects another register or
 * store on this machine) and those of the channel.
 */
export async function obtainIdentity(db: Database, how: ActivateWith): Promise<Result<Identity>> {
  const known = readIdentity(db);
  if (known) return asExpected(known, how.provisioning);
  const activated = await handIn(how);
  if (!activated.ok) return activated;
  saveIdentity(db, activated.value);
  return asExpected(activated.value, how.provisioning);
}

/** The identity, when it is the one that IT expects on this machine, or IT expects none. Fault: register.another. */
export function asExpected(
  identity: Identity,
  provisioning: Provisioning | undefined,
): Result<Identity> {
  const { register, store } = provisioning ?? {};
  const isExpected =
    (register ?? identity.register) === identity.register &&
    (store ?? identity.store) === identity.store;
  if (isExpected) return ok(identity);
  const expected = [register, store].filter((one) => one !== undefined).join(', ');
  return fail('register.another', {
    register: identity.register,
    store: identity.store,
    expected,
  });
}

async function handIn(how: ActivateWith): Promise<Result<Identity>> {
  const { channel, activationCode } = how.provisioning ?? {};
  if (channel === undefined || activationCode === undefined) return fail('activation.needed');
  const activated = await activate(channel, activationCode, how.device, how.trust);
  if (!activated.ok) return activated;
  const { token, ...rest } = activated.value;
  return ok({ ...rest, channel, token: how.seal(token), incarnation: 0 });
}

export type OpenWith = Omit<ActivateWith, 'trust'> & {
  readonly clock: Clock;
  readonly key?: KeyPort;
};

/**
 * Opens the offline database. One whose key is lost stays untouched until head office's channel takes the activation code, which only a new one
 * makes it do: then all of it is set aside, and a new database begins, into which the witness brings what head office does not have. Faults:
 * keystore.lost, those of `openDatabase`.
 */
export async function openRegister(file: string, how: OpenWith): Promise<Result<Database>> {
  const opened = openDatabase(file, how);
  if (opened.ok || opened.fault.code !== 'keystore.lost') return opened;
  const activated = await handIn({ ...how, trust: firstTrust(how.provisioning) });
  if (!activated.ok) {
    const { retry } = activated.fault;
    return { ok: false, fault: { ...fault('keystore.lost', opened.fault.data), retry } };
  }
  setAllAside(file, keyfileOf(file), how.clock.now());
  const anew = openDatabase(file, how);
  if (anew.ok) saveIdentity(anew.value, activated.value);
  return anew;
}
