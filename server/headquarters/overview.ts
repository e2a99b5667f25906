/** Today: what head office sees first. */
import { sql, type Kysely, type SqlBool } from 'kysely';
import { minor } from '../../shared/money.ts';
import type { Overview, Recovery } from '../../shared/wire/headoffice.ts';
import { currentEpoch } from './epoch.ts';
import { countOpenExceptions } from './exceptionrows.ts';
import { liveLocksOf } from './locks.ts';
import { countFailedMails } from './mailrows.ts';
import { isRecovering } from './recovery.ts';
import type { Headquarters } from './headquarters.ts';
import { registerCounts } from './registercounts.ts';
import { balances, closeDays } from './reports/days.ts';
import { owed } from './reports/liability.ts';
import { readSetting } from './settings.ts';
import type { Tables } from './tables.ts';

export async function overview(headquarters: Headquarters): Promise<Overview> {
  const db = headquarters.db.query;
  const now = headquarters.clock.now();
  await closeDays(headquarters);
  const liability = owed(await balances(db, { at: now }));
  const counts = await db
    .selectFrom('instrument')
    .select(['kind', sql<number>`count(*)`.as('count')])
    // Part of the text, so that the index of those is enough.
    .where(sql<SqlBool>`issued = 1`)
    .groupBy('kind')
    .execute();
  const locked = await db
    .selectFrom('lock')
    .select(sql<number>`count(*)`.as('count'))
    .where('state', '=', 'live')
    .executeTakeFirstOrThrow();
  const sales = await db
    .selectFrom('chain_length')
    .select(sql<number>`coalesce(sum(sales), 0)`.as('count'))
    .executeTakeFirstOrThrow();
  const ofKind = (kind: string): number => counts.find((row) => row.kind === kind)?.count ?? 0;
  return {
    liability,
    instruments: {
      giftCards: ofKind('giftCard'),
      creditMemos: ofKind('creditMemo'),
      locked: locked.count,
    },
    registers: await registerCounts(db, now),
    openExceptions: await countOpenExceptions(db),
    failedMails: await countFailedMails(db),
    salesPosted: sales.count,
    recovery: await isRecovering(db),
    halted: (await readSetting(db, 'halted')) !== null,
  };
}

/** Whom recovery waits for, and what those registers held when they were last heard. */
export async function recoveryState(db: Kysely<Tables>): Promise<Recovery> {
  const rows = await db
    .selectFrom('register')
    .select(['id', 'name', 'last_contact'])
    .where('awaited', '=', 1)
    .orderBy('name')
    .execute();
  const awaited: Recovery['awaited'][number][] = [];
  for (const row of rows) {
    const locks = await liveLocksOf(db, row.id);
    awaited.push({
      register: row.id,
      registerName: row.name,
      lastContact: row.last_contact,
      locks: locks.length,
      atRisk: minor(locks.reduce((sum, lock) => sum + lock.balance, 0)),
    });
  }
  return {
    epoch: await currentEpoch(db),
    recovering: awaited.length > 0,
    halted: await readSetting(db, 'halted'),
    awaited,
  };
}

/** Currency of amounts that belong to no instrument: the first store's. */
export async function houseCurrency(db: Kysely<Tables>): Promise<string> {
  const store = await db
    .selectFrom('store')
    .select('currency')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return store?.currency ?? 'USD';
}
