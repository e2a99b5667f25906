/** Today: what head office sees first. */
import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../shared/identity.ts';
import { minor } from '../../shared/money.ts';
import type { Overview, Recovery } from '../../shared/wire/headoffice.ts';
import { currentEpoch } from './epoch.ts';
import { countOpenExceptions } from './exceptionrows.ts';
import { liveLocksOf } from './locks.ts';
import { isRecovering } from './recovery.ts';
import { registerRows } from './registerrows.ts';
import { readSetting } from './settings.ts';
import type { Tables } from './tables.ts';

/** More than there are. */
const everyRegister = 1_000_000;

export async function overview(db: Kysely<Tables>, now: Instant): Promise<Overview> {
  const sums = await db
    .selectFrom('instrument')
    .select([
      'kind',
      'currency',
      sql<number>`sum(balance)`.as('amount'),
      sql<number>`count(*)`.as('count'),
    ])
    .where('issued', '=', 1)
    .groupBy(['kind', 'currency'])
    .orderBy('kind')
    .orderBy('currency')
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
  const { registers } = await registerRows(db, now, undefined, everyRegister);
  const ofKind = (kind: string): number =>
    sums.reduce((count, row) => count + (row.kind === kind ? row.count : 0), 0);
  return {
    liability: sums.map((row) => ({
      kind: row.kind,
      currency: row.currency,
      amount: minor(row.amount),
    })),
    instruments: {
      giftCards: ofKind('giftCard'),
      creditMemos: ofKind('creditMemo'),
      locked: locked.count,
    },
    registers: {
      total: registers.length,
      connected: registers.filter((row) => row.contact === 'connected').length,
      owing: registers.filter((row) => row.owes > 0).length,
    },
    openExceptions: await countOpenExceptions(db),
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
