/** Opens and migrates the channel database. */
import { migrate } from '../database/migrate.ts';
import { openServerDatabase, type DatabaseAddress } from '../database/open.ts';
import { ok, type Result } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import { channel0010 } from './migrations/0010-channel.ts';
import { channel0020 } from './migrations/0020-sales.ts';
import { channel0030 } from './migrations/0030-mended.ts';
import type { ChannelDatabase, ChannelTables } from './tables.ts';

export const channelMigrations = [channel0010, channel0020, channel0030];

/** In PostgreSQL give the channel a schema of its own. Fault: database.newer. */
export async function openChannelDatabase(
  address: DatabaseAddress,
  at: Instant,
): Promise<Result<ChannelDatabase>> {
  const db = await openServerDatabase<ChannelTables>(address);
  const migrated = await migrate(db, channelMigrations, at);
  if (migrated.ok) return ok(db);
  await db.close();
  return migrated;
}
