/** A period of a register's chain as CSV (RFC 4180), a line for each entry, so that others can prove it for themselves. */
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { ChainQuery } from '../../shared/wire/registerlist.ts';
import { chainLinks } from './chainproof.ts';
import type { Headquarters } from './headquarters.ts';

const columns = [
  'register',
  'number',
  'hash',
  'previous',
  'made',
  'received',
  'posted',
  'state',
  'receipt',
  'total',
] as const;

/** Fault: device.unknown. */
export async function chainFile(
  { db }: Headquarters,
  query: ChainQuery,
): Promise<Result<AsyncIterable<string>>> {
  const known = await db.query
    .selectFrom('register')
    .select('id')
    .where('id', '=', query.register)
    .executeTakeFirst();
  return known ? ok(lines(db.query, query)) : fail('device.unknown', { register: query.register });
}

async function* lines(db: Headquarters['db']['query'], query: ChainQuery): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  for await (const { row, frame, at } of chainLinks(db, query)) {
    const cells = [
      ...[row.register, row.number, row.hash, frame?.previous.join(' '), at],
      ...[row.received_at, row.posted_at, row.state, row.receipt, row.total],
    ];
    yield `${cells.map((cell) => csvCell(String(cell ?? ''))).join(',')}\r\n`;
  }
}

/** Quoted where it must be; what a spreadsheet would reckon as a formula begins with an apostrophe. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
