/** Answers of changes that named an idempotency key. */
import type { Migration } from '../../database/migrate.ts';

export const idempotency: Migration = {
  name: '0070-idempotency',
  statements: () => [
    `create table idempotency_key (
      key text primary key,
      body text not null,
      answer text,
      expires text not null
    )`,
    'create index idempotency_key_expires on idempotency_key (expires)',
  ],
};
