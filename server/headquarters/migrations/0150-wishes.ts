/** Head office's wishes that registers send and fetch everything at once. */
import type { Migration } from '../../database/migrate.ts';

export const wishes: Migration = {
  name: '0150-wishes',
  statements: () => [
    'alter table register add column sync_asked bigint not null default 0',
    'alter table register add column sync_done bigint not null default 0',
    'create index register_wished on register (store) where sync_asked > sync_done',
    'create index register_store on register (store, name)',
  ],
};
