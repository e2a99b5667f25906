/** The parameters and the store's configuration as last applied. */
import type { StoreConfiguration } from '../../shared/feed.ts';
import {
  defaultParameters,
  type OfflineProfile,
  type Parameters,
} from '../../shared/parameters.ts';
import { defaultTenderPolicy, type TenderPolicy } from '../../shared/tenderrule.ts';
import { parametersSchema, storeConfigurationSchema } from '../../shared/wire/feed.ts';
import { parsedOnce } from './parsed.ts';
import { readPreferred } from './preferred.ts';
import { one, type Connection } from './statement.ts';

type Row = { readonly id: string; readonly body: string };

/** The newest parameters; the published defaults before the first feed. */
export function readParameters(db: Connection): Parameters {
  const row = one<Row>(db, 'SELECT id, body FROM parameters ORDER BY version DESC, id LIMIT 1');
  return row === undefined
    ? defaultParameters
    : parsedOnce(parametersSchema, row.body, 'row of parameters');
}

/** How this register watches its links: as head office says, but for what IT has set for this machine. */
export function readOfflineProfile(db: Connection): OfflineProfile {
  const own = Object.entries(readPreferred(db).offlineProfile ?? {});
  const set = own.filter(([, value]) => value !== undefined);
  return { ...readParameters(db).offlineProfile, ...Object.fromEntries(set) };
}

/** The configuration of this register's store; null before the first feed. */
export function readConfiguration(db: Connection): StoreConfiguration | null {
  const row = one<Pick<Row, 'body'>>(
    db,
    'SELECT c.body FROM identity i CROSS JOIN configuration c ON c.id = i.store',
  );
  return row === undefined
    ? null
    : parsedOnce(storeConfigurationSchema, row.body, 'store configuration');
}

/** What the store allows of each way to pay; the published defaults where head office has said nothing. */
export const readTenderPolicy = (db: Connection): TenderPolicy =>
  readConfiguration(db)?.tenders ?? defaultTenderPolicy;
