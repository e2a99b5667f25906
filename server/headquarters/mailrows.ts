/** Receipts by e-mail as the page lists them: those that failed, those still tried, those that a person gave up. */
import { sql, type Kysely, type SqlBool } from 'kysely';
import { ok, type Result } from '../../shared/fault.ts';
import type { MailRow, Mails, MailShow, MailsQuery } from '../../shared/wire/mails.ts';
import { pageOf, type Keyset } from '../database/page.ts';
import { accountNames } from './accounts.ts';
import type { MailTable } from './mailtable.ts';
import { textSchema } from './names.ts';
import type { Tables } from './tables.ts';

/** Part of the text, so that the index of those is enough. */
const shown: Readonly<Record<MailShow, ReturnType<typeof sql<SqlBool>>>> = {
  failed: sql<SqlBool>`mail.state = 'failed' and mail.given_up_at is null`,
  waiting: sql<SqlBool>`mail.state = 'waiting'`,
  givenUp: sql<SqlBool>`mail.given_up_at is not null`,
};

/** A page, newest first. Fault: wire.malformed for a cursor of another list. */
export async function mailRows(
  db: Kysely<Tables>,
  { show, after, limit }: MailsQuery,
): Promise<Result<Mails>> {
  const listed = db
    .selectFrom('mail')
    .leftJoin('register', 'register.id', 'mail.register')
    .leftJoin('store', 'store.id', 'register.store')
    .selectAll('mail')
    .select(['register.name', 'store.name_json'])
    .where(shown[show]);
  const page = await pageOf(listed, newest, { after, limit });
  if (!page.ok) return page;
  const nameOf = await accountNames(db);
  const counts = {
    failed: await countMails(db, 'failed'),
    waiting: await countMails(db, 'waiting'),
    givenUp: await countMails(db, 'givenUp'),
  };
  return ok({
    rows: page.value.rows.map((row) => rowOf(row, nameOf)),
    next: page.value.next,
    counts,
  });
}

type Found = MailTable & { readonly name: string | null; readonly name_json: string | null };

const newest: Keyset<Found> = {
  columns: ['mail.asked_at', 'mail.entry'],
  holds: ['text', 'text'],
  order: 'desc',
  of: (row) => [row.asked_at, row.entry],
};

const rowOf = (row: Found, nameOf: (id: string) => string): MailRow => ({
  entry: row.entry,
  receipt: row.receipt,
  address: row.address,
  registerName: row.name ?? row.register,
  storeName: row.name_json === null ? null : textSchema.parse(row.name_json),
  askedAt: row.asked_at,
  tries: Number(row.tries),
  why: row.error,
  nextTry: row.state === 'waiting' ? row.due_at : null,
  failedAt: row.state === 'failed' ? row.ended_at : null,
  givenUp: row.given_up_at
    ? { at: row.given_up_at, by: nameOf(row.given_up_by ?? ''), note: row.given_up_note ?? '' }
    : null,
});

async function countMails(db: Kysely<Tables>, show: MailShow): Promise<number> {
  const row = await db
    .selectFrom('mail')
    .select(sql<number>`count(*)`.as('count'))
    .where(shown[show])
    .executeTakeFirstOrThrow();
  return row.count;
}

export const countFailedMails = (db: Kysely<Tables>): Promise<number> => countMails(db, 'failed');
