/** The account after a row: what cashiers were told, what the registers keep and what head office posted, compared one by one and in sum. */
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { z } from 'zod';
import { books, liveLocks } from '../../server/headquarters/books.ts';
import type { Headquarters } from '../../server/headquarters/headquarters.ts';
import type { Entry } from '../../shared/entry.ts';
import { saleFlaw, type Sale } from '../../shared/sale.ts';
import { isInstrumentTender } from '../../shared/tender.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import { cardValue, must, type Shop } from './shop.ts';
import type { Finding } from './row.ts';

const rows = z.array(z.object({ number: z.number(), hash: z.string(), content: z.string() }));

export type Kept = {
  readonly numbers: readonly number[];
  readonly entries: readonly Entry[];
  readonly sales: readonly Sale[];
};

/** The journal of a register whose process has ended. */
export function readJournal(folder: string): Kept {
  const sql = new BetterSqlite3(join(folder, 'register.db'));
  const entries = rows.parse(
    sql.prepare('SELECT number, hash, content FROM journal ORDER BY place').all(),
  );
  sql.close();
  const sales = entries.flatMap((entry) => {
    const { body } = must(readEntry({ hash: entry.hash, content: entry.content }));
    return body.kind === 'sale' ? [body.sale] : [];
  });
  return { numbers: entries.map((entry) => entry.number), entries, sales };
}

/** Of a list that should be 1, 2, 3, ...: how many are not where they should be. */
export const gapsIn = (numbers: readonly number[]): number =>
  numbers.filter((number, index) => number !== index + 1).length;

const sequenceOf = (sale: Sale): number => Number(sale.receipt.split('-').at(-1));
const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);

export type Told = {
  readonly shop: Shop;
  /** Folders of the registers, all of them stopped. */
  readonly folders: readonly string[];
  /** Receipt numbers that cashiers were shown. */
  readonly acknowledged: readonly string[];
};

/** Losses of a row in which nobody broke a lock and no file was damaged: every one of them must be 0. */
export async function account({ shop, folders, acknowledged }: Told): Promise<Finding> {
  const headquarters = shop.servers.headquarters.act();
  const kept = folders.map(readJournal);
  const sales = kept.flatMap((one) => one.sales);
  const receipts = new Set(sales.map((sale) => sale.receipt));
  const posted = await postedEntries(headquarters);
  const hashes = kept.flatMap((one) => one.entries.map((entry) => entry.hash));
  const isKept = new Set(hashes);
  const report = await books(headquarters);
  const exceptions = await openExceptions(headquarters);
  const flawed = sales.map(saleFlaw).filter((flaw) => flaw !== undefined);
  const spent = sum(
    sales.flatMap((sale) =>
      sale.tenders.map((tender) => (isInstrumentTender(tender) ? tender.amount : 0)),
    ),
  );
  const left = await balances(headquarters);
  const booked = await bookedTwice(headquarters);
  return {
    losses: {
      'acknowledged sales lost': acknowledged.filter((receipt) => !receipts.has(receipt)).length,
      'entries that never arrived': hashes.filter((hash) => posted.get(hash) !== 'posted').length,
      'sales doubled':
        acknowledged.length -
        new Set(acknowledged).size +
        (sales.length - receipts.size) +
        booked +
        [...posted.keys()].filter((hash) => !isKept.has(hash)).length,
      'gaps in the numbers': sum(
        kept.map((one) => gapsIn(one.numbers) + gapsIn(one.sales.map(sequenceOf))),
      ),
      'half sales': flawed.length,
      'locks left without a sale': (await liveLocks(headquarters)).size,
      'cents between debits and tenders': cardValue * shop.cards.length - left - spent,
      exceptions: exceptions.length,
    },
    seen: { sales: sales.length, 'sales paid by card': sales.filter(isPaidByCard).length },
    flaws: [...report.flaws, ...flawed, ...exceptions],
  };
}

const isPaidByCard = (sale: Sale): boolean => sale.tenders.some(isInstrumentTender);

/** Waits until nothing is locked and nothing waits at head office any more; gives up after the time, so that what is stuck is counted. */
export async function settleDown(headquarters: Headquarters, forMs = 90_000): Promise<void> {
  for (let left = forMs; left > 0; left -= 100) {
    const waiting = [...(await postedEntries(headquarters)).values()].some(
      (state) => state === 'waiting',
    );
    if (!waiting && (await liveLocks(headquarters)).size === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function postedEntries({ db }: Headquarters): Promise<Map<string, string>> {
  const found = await db.query.selectFrom('entry').select(['hash', 'state']).execute();
  return new Map(found.map((row) => [row.hash, row.state]));
}

/** Entries with more than one book, which is what a sale posted twice would leave. */
async function bookedTwice({ db }: Headquarters): Promise<number> {
  const found = await db.query
    .selectFrom('book')
    .select('entry')
    .where('entry', 'is not', null)
    .where('act', '=', 'sale')
    .execute();
  return found.length - new Set(found.map((row) => row.entry)).size;
}

async function balances({ db }: Headquarters): Promise<number> {
  const found = await db.query.selectFrom('instrument').select('balance').execute();
  return sum(found.map((row) => row.balance));
}

async function openExceptions({ db }: Headquarters): Promise<string[]> {
  const found = await db.query
    .selectFrom('exception')
    .select(['kind', 'detail'])
    .where('closed_at', 'is', null)
    .execute();
  return found.map((row) => `exception ${row.kind}: ${row.detail}`);
}
