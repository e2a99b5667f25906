/** The trust that IT provisioned, kept in the offline database, so that it outlives the provisioning file. */
import { z } from 'zod';
import type { Database } from '../database/open.ts';
import { readSetting, writeSetting } from '../database/settings.ts';
import type { Connection } from '../database/statement.ts';
import { publicTrust, type Trust } from '../sync/trust.ts';
import type { Provisioning } from './provisioning.ts';

const key = 'channel.trust';
const trustSchema = z.strictObject({
  pins: z.array(z.string()),
  authorities: z.string().nullable(),
});

const trustOf = ({ pins, authorities }: Provisioning): Trust => ({
  pins: pins ?? [],
  authorities: authorities ?? null,
});

/** The trust while there is no database to keep it in. */
export const firstTrust = (provisioning: Provisioning | undefined): Trust =>
  provisioning ? trustOf(provisioning) : publicTrust;

/** The trust as it was kept. */
export function keptTrust(db: Connection): Trust {
  const kept = readSetting(db, key);
  return kept === null ? publicTrust : trustSchema.parse(JSON.parse(kept));
}

/** What the provisioning says of its channel, which is kept; without one what was kept before. */
export function keepTrust(db: Database, provisioning: Provisioning | undefined): Trust {
  if (provisioning?.channel === undefined) return keptTrust(db);
  const kept = readSetting(db, key);
  const trust = trustOf(provisioning);
  const text = JSON.stringify(trust);
  if (text !== kept) writeSetting(db, key, text);
  return trust;
}
