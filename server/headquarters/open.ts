/** Opens headquarters: database, keys and epoch. Everything else in this room takes the value that comes out as its first argument. */
import { join } from 'node:path';
import { migrate } from '../database/migrate.ts';
import { openServerDatabase, type DatabaseAddress } from '../database/open.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Chance, Clock } from '../../shared/identity.ts';
import { beginSeals } from './auditchain.ts';
import { startEpoch } from './epoch.ts';
import type { Headquarters, Meter } from './headquarters.ts';
import type { Log } from '../http/log.ts';
import { openKeys } from './keys.ts';
import { headOffice } from './migrations/0030-headoffice.ts';
import { ledger } from './migrations/0010-ledger.ts';
import { registers } from './migrations/0020-registers.ts';
import { customers } from './migrations/0040-customers.ts';
import { seals } from './migrations/0050-seals.ts';
import { shifts } from './migrations/0060-shifts.ts';
import { idempotency } from './migrations/0070-idempotency.ts';
import { cards } from './migrations/0110-cards.ts';
import { posted } from './migrations/0120-posted.ts';
import { wishes } from './migrations/0150-wishes.ts';
import { revisions } from './migrations/0160-revisions.ts';
import { newPins } from './migrations/0170-newpins.ts';
import { schedules } from './migrations/0180-schedules.ts';
import { mail } from './migrations/0190-mail.ts';
import { months } from './migrations/0200-months.ts';
import { mailCare } from './migrations/0210-mailcare.ts';
import { reopening } from './migrations/0220-reopening.ts';
import { zones } from './migrations/0230-zones.ts';
import { readSetting, writeSetting } from './settings.ts';
import { scale } from './migrations/0080-scale.ts';
import type { Tables } from './tables.ts';

export const headquartersMigrations = [
  ledger,
  registers,
  headOffice,
  customers,
  seals,
  shifts,
  idempotency,
  scale,
  cards,
  posted,
  wishes,
  revisions,
  newPins,
  schedules,
  mail,
  months,
  mailCare,
  reopening,
  zones,
];

/** `folder` holds the keys and the epoch, and the database file unless an address is given. `restored`: the operator says that the database came back from a backup. */
export type HeadquartersOptions = {
  readonly folder: string;
  readonly address?: DatabaseAddress | undefined;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly restored?: boolean | undefined;
  /** Counts nothing unless told. */
  readonly meter?: Meter | undefined;
  /** Standard error unless told. */
  readonly log?: Log | undefined;
};

const toStandardError: Log = ({ text }) => void process.stderr.write(`${text}\n`);
const unmetered: Meter = { received: () => undefined, posted: () => undefined };

/**
 * Opens or makes headquarters. Close it by `headquarters.db.close()`. Faults: database.newer; database.damaged when the keys in the folder
 * are not those of the database, because then no instrument could be found.
 */
export async function openHeadquarters(
  options: HeadquartersOptions,
): Promise<Result<Headquarters>> {
  const { folder, clock, chance } = options;
  const keys = openKeys(join(folder, 'headquarters-keys.json'));
  const db = await openServerDatabase<Tables>(
    options.address ?? { file: join(folder, 'headquarters.sqlite') },
  );
  const migrated = await migrate(db, headquartersMigrations, clock.now());
  const belongs =
    migrated.ok &&
    (await db.transaction(async (transaction) => {
      const known = await readSetting(transaction, 'keys');
      if (known === null) await writeSetting(transaction, 'keys', keys.fingerprint);
      return known === null || known === keys.fingerprint;
    }));
  if (!migrated.ok || !belongs) {
    await db.close();
    return migrated.ok ? fail('database.damaged', { reason: 'keys' }) : migrated;
  }
  const epochFile = join(folder, 'headquarters-epoch.json');
  const log = options.log ?? toStandardError;
  const meter = options.meter ?? unmetered;
  const headquarters: Headquarters = { db, clock, chance, keys, epochFile, meter, log };
  await beginSeals(headquarters);
  await startEpoch(headquarters, options.restored ?? false);
  return ok(headquarters);
}
