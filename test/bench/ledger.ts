/** The pages and reports of head office over ten million postings. */
import type { ServerDatabase } from '../../server/database/open.ts';
import { exceptionRows } from '../../server/headquarters/exceptionrows.ts';
import type { Headquarters } from '../../server/headquarters/headquarters.ts';
import { instrumentHistory } from '../../server/headquarters/instrumentdetail.ts';
import { instrumentRows } from '../../server/headquarters/instrumentrows.ts';
import { overview } from '../../server/headquarters/overview.ts';
import { registerRows } from '../../server/headquarters/registerrows.ts';
import { liabilityReport } from '../../server/headquarters/reports/liability.ts';
import { lockAgeReport } from '../../server/headquarters/reports/lockage.ts';
import { movementReport } from '../../server/headquarters/reports/movements.ts';
import { offlineShareReport } from '../../server/headquarters/reports/offlineshare.ts';
import type { Tables } from '../../server/headquarters/tables.ts';
import { fillLedger } from './load/millions.ts';
import { openOffice } from './load/office.ts';
import { runSql } from './load/psql.ts';
import { quantile, type Measured, type Row } from './row.ts';

/** Three postings each. `HOLDFAST_LEDGER` makes it smaller, for a try. */
const books = Number(process.env['HOLDFAST_LEDGER'] ?? 3_400_000);
const times = 20;

type Page = readonly [name: string, read: () => Promise<unknown>];

function pagesOf(headquarters: Headquarters, keys: readonly string[]): Page[] {
  const db: ServerDatabase<Tables>['query'] = headquarters.db.query;
  const now = headquarters.clock.now();
  const today = now.slice(0, 10);
  const before = new Date(Date.parse(now) - 30 * 86_400_000).toISOString().slice(0, 10);
  const cards = { kind: 'giftCard', show: 'all', text: '' } as const;
  let next = 0;
  return [
    ['today', () => overview(headquarters)],
    ['registers', () => registerRows(db, now)],
    ['gift cards', () => instrumentRows(headquarters, cards)],
    ['locked cards', () => instrumentRows(headquarters, { ...cards, show: 'locked' })],
    ['cards by last four', () => instrumentRows(headquarters, { ...cards, text: '4711' })],
    [
      'history of a card',
      () => instrumentHistory(headquarters, keys[(next += 1) % keys.length] ?? ''),
    ],
    ['exceptions', () => exceptionRows(db, { state: 'open', show: 'all', limit: 100 })],
    ['report: liability', () => liabilityReport(headquarters)],
    ['report: movements', () => movementReport(headquarters, { from: before, to: today })],
    [
      'report: offline share',
      () => offlineShareReport(headquarters, { from: before, to: today, by: 'store' }),
    ],
    ['report: lock age', () => lockAgeReport(headquarters)],
  ];
}

async function run(tell: (line: string) => void): Promise<Measured> {
  const office = await openOffice({ offices: 0, channels: 0, registers: 0, cards: 0 });
  try {
    const size = { books, cards: Math.ceil(books / 7), registers: 5000, stores: 250 };
    await fillLedger(office, size, tell);
    const keys = (
      await runSql(office.postgres, 'select key from headquarters.instrument limit 40')
    ).split('\n');
    const bytes = await runSql(
      office.postgres,
      'select pg_size_pretty(pg_database_size(current_database()))',
    );
    const notes = [`${books * 3} postings, ${bytes}`];
    let worst = 0;
    for (const [name, read] of pagesOf(office.headquarters, keys)) {
      const took: number[] = [];
      for (let time = 0; time <= times; time += 1) {
        const began = performance.now();
        await read();
        took.push(performance.now() - began);
        if (time === 0) tell(`${name}: the first time ${took[0]?.toFixed(0)} ms`);
        if (took.length > 3 && took.every((ms) => ms > 2000)) break;
      }
      const p95 = quantile(took.slice(1), 0.95);
      worst = Math.max(worst, p95);
      notes.push(`${name} ${p95.toFixed(0)} ms`);
      tell(`${name}: p95 ${p95.toFixed(0)} ms`);
    }
    return { measured: worst, bound: 200, unit: 'ms', notes };
  } finally {
    await office.close();
  }
}

export const ledgerRow: Row = {
  name: 'ledger',
  title: 'Pages and reports over ten million postings: the slowest, p95',
  command: 'npm run bench -- ledger',
  against: '200 ms',
  limit: { atMost: 1 },
  run,
};
