/** The audit: what persons did at head office. Append-only, numbered without gaps, each row sealed together with all before it. */
import type { Kysely } from 'kysely';
import type { Result } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import type { Page, PageQuery } from '../../shared/wire/page.ts';
import { pageOf, type Keyset } from '../database/page.ts';
import { storable } from '../database/text.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { headMark, sealOf } from './seals.ts';
import type { AuditTable, Tables } from './tables.ts';

export type AuditFacts = {
  readonly at: Instant;
  readonly account: string;
  readonly second?: string | undefined;
  readonly act: string;
  readonly detail: string;
};

/**
 * Writes a row with its seal. The head's row is locked first, so that any number of processes number and seal one after the other; it is
 * held until the message ends.
 */
export async function recordAct(
  { keys }: Headquarters,
  act: Act,
  facts: AuditFacts,
): Promise<void> {
  const head = await act
    .updateTable('audit_head')
    .set((where) => ({ number: where('number', '+', 1) }))
    .returningAll()
    .executeTakeFirstOrThrow();
  const row: AuditTable = {
    number: head.number,
    at: facts.at,
    account: kept(facts.account),
    second: facts.second === undefined ? null : kept(facts.second),
    act: facts.act,
    detail: kept(facts.detail),
  };
  const hash = sealOf(keys, row, head.hash);
  await act.insertInto('audit').values(row).execute();
  await act.insertInto('audit_seal').values({ number: row.number, hash }).execute();
  const mark = headMark(keys, row.number, hash);
  await act.updateTable('audit_head').set({ hash, mark }).execute();
}

/** As both databases give it back, so that the seal holds for what is read. */
const kept = (text: string): string => storable(text).toWellFormed();

/** Newest first, in pages. Fault: wire.malformed for a cursor of another list. */
export async function listAudit(
  db: Kysely<Tables>,
  page: PageQuery,
): Promise<Result<Page<AuditTable>>> {
  return pageOf(db.selectFrom('audit').selectAll(), byNumber, page);
}

const byNumber: Keyset<AuditTable> = {
  columns: ['number'],
  holds: ['number'],
  order: 'desc',
  of: (row) => [row.number],
};
