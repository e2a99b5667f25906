/** Makes this machine a register: hands in the one-time code and keeps the identity that comes back. */
import { readIdentity, saveIdentity, type Identity } from '../database/identity.ts';
import type { Database } from '../database/open.ts';
import { activate } from '../sync/activate.ts';
import type { Trust } from '../sync/trust.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Provisioning } from './provisioning.ts';

export type ActivateWith = {
  readonly provisioning: Provisioning | undefined;
  readonly trust: Trust;
  readonly device: string;
  readonly seal: (text: string) => string;
};

/** The identity in the database, or a new one from the provisioning. Faults: activation.needed and those of the channel. */
export async function obtainIdentity(db: Database, how: ActivateWith): Promise<Result<Identity>> {
  const known = readIdentity(db);
  if (known) return ok(known);
  if (!how.provisioning) return fail('activation.needed');
  const { channel, activationCode } = how.provisioning;
  const activated = await activate(channel, activationCode, how.device, how.trust);
  if (!activated.ok) return activated;
  const { token, ...rest } = activated.value;
  const identity: Identity = { ...rest, channel, token: how.seal(token), incarnation: 0 };
  saveIdentity(db, identity);
  return ok(identity);
}
