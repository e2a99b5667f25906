/** Where the two services keep their databases: in files of the folder, or in two schemas of one PostgreSQL database. */
import { join } from 'node:path';
import type { DatabaseAddress } from '../database/open.ts';

/** Keys, epoch and secrets live in the folder, wherever the database is. */
export type Keeping = { readonly folder: string; readonly address: DatabaseAddress };

export type Service = 'headquarters' | 'channel';

/** The service's database: a schema of the PostgreSQL database that the URL names, else a file of the folder. */
export const addressOf = (
  service: Service,
  folder: string,
  databaseUrl?: string,
  connections?: number,
): DatabaseAddress =>
  databaseUrl === undefined
    ? { file: join(folder, `${service}.sqlite`) }
    : { url: databaseUrl, schema: service, connections };
