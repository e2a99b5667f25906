/** Which register of which store this is, as activation and the feed told it. */
import type { StoreConfiguration } from '../../shared/feed.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { readIdentity, type Identity } from '../database/identity.ts';
import type { Database } from '../database/open.ts';
import { readConfiguration } from '../database/parameters.ts';

export type Place = { readonly identity: Identity; readonly configuration: StoreConfiguration };

/** Fault: activation.needed before activation, and until the first feed told store, currency and taxes. */
export function readPlace(db: Database): Result<Place> {
  const identity = readIdentity(db);
  const configuration = readConfiguration(db);
  return identity && configuration ? ok({ identity, configuration }) : fail('activation.needed');
}
