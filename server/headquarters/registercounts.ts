/** How many registers there are, how many are in touch, and how many have what headquarters has not posted. */
import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { Instant } from '../../shared/identity.ts';
import type { Overview } from '../../shared/wire/headoffice.ts';
import { contactOf, newestPosted } from './registerrows.ts';
import type { Tables } from './tables.ts';

/** Of a register's status only the number that it named as its newest entry. */
const storedHead = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.object({ head: z.object({ number: z.int() }).nullish() }));

export async function registerCounts(
  db: Kysely<Tables>,
  now: Instant,
): Promise<Overview['registers']> {
  const rows = await db
    .selectFrom('register')
    .innerJoin('store', 'store.id', 'register.store')
    .select(['register.active', 'register.last_contact', 'register.head_number'])
    .select('register.status_json')
    .select((where) => sql<number>`coalesce(${newestPosted(where)}, 0)`.as('posted'))
    .execute();
  const owes = (row: (typeof rows)[number]): boolean => {
    const named =
      row.status_json === null ? 0 : (storedHead.parse(row.status_json).head?.number ?? 0);
    return Math.max(named, row.head_number ?? 0) > row.posted;
  };
  return {
    total: rows.length,
    connected: rows.filter((row) => contactOf(row, now) === 'connected').length,
    owing: rows.filter(owes).length,
  };
}
