/** The audit: what persons did at head office. Append-only. */
import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../shared/identity.ts';
import type { Act } from './headquarters.ts';
import type { AuditTable, Tables } from './tables.ts';

export type AuditFacts = {
  readonly at: Instant;
  readonly account: string;
  readonly second?: string | undefined;
  readonly act: string;
  readonly detail: string;
};

/** Numbers are gapless; two writers at once meet at the primary key, and one begins again. */
export async function recordAct(act: Act, facts: AuditFacts): Promise<void> {
  const last = await act
    .selectFrom('audit')
    .select(sql<number>`coalesce(max(number), 0)`.as('number'))
    .executeTakeFirstOrThrow();
  await act
    .insertInto('audit')
    .values({ ...facts, second: facts.second ?? null, number: last.number + 1 })
    .execute();
}

/** Newest first, before a number. */
export async function listAudit(
  db: Kysely<Tables>,
  before: number | null,
  limit = 200,
): Promise<AuditTable[]> {
  const query = db.selectFrom('audit').selectAll();
  const page = before === null ? query : query.where('number', '<', before);
  return page.orderBy('number', 'desc').limit(limit).execute();
}
