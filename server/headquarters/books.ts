/** Proof that the books are right: every instrument's balance is the sum of its postings, every book adds up to nothing (DESIGN section 10, 1). */
import { sql } from 'kysely';
import type { Hash } from '../../shared/identity.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { daysFlaws } from './reports/days.ts';
import { monthsFlaws } from './reports/months.ts';

/** `flaws`: what does not hold, in English; empty when the books are right. Amounts in minor units by account and currency. */
export type Books = {
  readonly sound: boolean;
  readonly flaws: readonly string[];
  readonly instruments: number;
  readonly books: number;
  readonly postings: number;
  /** Sales that were posted. */
  readonly sales: number;
  readonly accounts: readonly {
    readonly account: string;
    readonly currency: string;
    readonly balance: number;
  }[];
};

/** Reads everything in one transaction, so that a posting on its way is in all of the sums or in none. */
export async function books(headquarters: Headquarters): Promise<Books> {
  return headquarters.db.transaction(async (act) => {
    const flaws: string[] = [];
    const unbalanced = await act
      .selectFrom('posting')
      .select('book')
      .groupBy(['book', 'currency'])
      .having(sql<number>`sum(amount)`, '<>', 0)
      .execute();
    flaws.push(...unbalanced.map((row) => `book ${row.book} does not add up to nothing`));
    const moved = await act
      .selectFrom('posting')
      .select(['instrument', sql<number>`-sum(amount)`.as('balance')])
      .where('instrument', 'is not', null)
      .groupBy('instrument')
      .execute();
    const sums = new Map(moved.map((row) => [row.instrument, row.balance]));
    const instruments = await act
      .selectFrom('instrument')
      .select(['key', 'last4', 'kind', 'balance', 'issued'])
      .execute();
    for (const { key, last4, kind, balance } of instruments) {
      const sum = sums.get(key) ?? 0;
      if (sum !== balance)
        flaws.push(`${kind} ${last4} has balance ${balance} where its postings say ${sum}`);
      if (balance < 0) flaws.push(`${kind} ${last4} has the negative balance ${balance}`);
    }
    const accounts = await act
      .selectFrom('posting')
      .select(['account', 'currency', sql<number>`sum(amount)`.as('balance')])
      .groupBy(['account', 'currency'])
      .orderBy('account')
      .orderBy('currency')
      .execute();
    for (const kind of ['giftCard', 'creditMemo'] as const) {
      const owed =
        0 -
        accounts.reduce(
          (sum, row) => sum + (row.account === `${kind}Liability` ? row.balance : 0),
          0,
        );
      const held = instruments.reduce((sum, row) => sum + (row.kind === kind ? row.balance : 0), 0);
      if (owed !== held)
        flaws.push(`the ${kind} liability is ${owed} and the balances are ${held}`);
    }
    const twice = await act
      .selectFrom('lock')
      .select('instrument')
      .where('state', '=', 'live')
      .groupBy('instrument')
      .having(sql<number>`count(*)`, '>', 1)
      .execute();
    flaws.push(...twice.map((row) => `instrument ${row.instrument ?? ''} has two live locks`));
    flaws.push(...(await stepFlaws(act)), ...(await saleFlaws(act)), ...(await daysFlaws(act)));
    flaws.push(...(await monthsFlaws(act)));
    const counts = await act
      .selectFrom('posting')
      .select([sql<number>`count(*)`.as('postings'), sql<number>`count(distinct book)`.as('books')])
      .executeTakeFirstOrThrow();
    const { sales } = await act
      .selectFrom('entry')
      .select(sql<number>`count(*)`.as('sales'))
      .where('sale', 'is not', null)
      .executeTakeFirstOrThrow();
    return {
      sales,
      sound: flaws.length === 0,
      flaws,
      instruments: instruments.filter((row) => row.issued === 1).length,
      books: counts.books,
      postings: counts.postings,
      accounts,
    };
  });
}

/** So many are named; more of them say no more. */
const mostNamed = 1000;

/**
 * Each posting kept the balance that its instrument had after it; the balances are derived anew, and what was kept at the end must be what
 * comes out, with as many postings as the instrument counts. A posting in another currency than its instrument's moves nothing true.
 */
async function stepFlaws(act: Act): Promise<string[]> {
  const wrong = await act
    .selectFrom('posting')
    .innerJoin('instrument', 'instrument.key', 'posting.instrument')
    .select(['instrument.last4', 'instrument.kind', 'posting.book'])
    .where((where) =>
      where.or([
        where('posting.currency', '<>', where.ref('instrument.currency')),
        where('posting.balance', '<', 0),
        where('posting.balance', 'is', null),
      ]),
    )
    .execute();
  // Walked in whatever order, each balance is reached as often as it is left, but for nothing, where the way begins, and the end.
  const steps = sql<{ instrument: Hash }>`
    select distinct instrument from (
      select instrument, balance as value, 1 as side from posting where instrument is not null
      union all select instrument, balance + amount, -1 from posting where instrument is not null
      union all select "key", 0, 1 from instrument
      union all select "key", balance, -1 from instrument
    ) as step group by instrument, value having sum(side) <> 0`;
  const found = await steps.execute(act);
  const broken: { kind: string; last4: string }[] = [];
  for (const { instrument } of found.rows.slice(0, mostNamed))
    broken.push(
      await act
        .selectFrom('instrument')
        .select(['kind', 'last4'])
        .where('key', '=', instrument)
        .executeTakeFirstOrThrow(),
    );
  return [
    ...wrong.map(
      ({ kind, last4, book }) => `${kind} ${last4} has a posting in book ${book} that cannot be`,
    ),
    ...broken.map(({ kind, last4 }) => `the steps of ${kind} ${last4} do not lead to its balance`),
  ];
}

/** Every posted sale has one book, and every book of a sale its posted entry. */
async function saleFlaws(act: Act): Promise<string[]> {
  const counted = await act
    .selectFrom('entry')
    .leftJoin('book', (join) =>
      join
        .onRef('book.entry', '=', 'entry.hash')
        .onRef('book.register', '=', 'entry.register')
        .on('book.act', '=', 'sale'),
    )
    .select(['entry.register', 'entry.receipt', sql<number>`count(book.id)`.as('books')])
    .where('entry.sale', 'is not', null)
    .groupBy(['entry.register', 'entry.hash', 'entry.receipt'])
    .having(sql<number>`count(book.id)`, '<>', 1)
    .execute();
  const orphans = await act
    .selectFrom('book')
    .leftJoin('entry', (join) =>
      join.onRef('entry.hash', '=', 'book.entry').onRef('entry.register', '=', 'book.register'),
    )
    .select(['book.id'])
    .where('book.act', '=', 'sale')
    .where((where) =>
      where.or([where('entry.hash', 'is', null), where('entry.state', '<>', 'posted')]),
    )
    .execute();
  return [
    ...counted.map(
      ({ register, receipt, books: times }) =>
        `sale ${receipt ?? ''} of register ${register} was posted ${times} times`,
    ),
    ...orphans.map(({ id }) => `book ${id} belongs to no posted entry`),
  ];
}

/** The live locks of all instruments, as request by instrument key: for proofs and tests. */
export async function liveLocks(headquarters: Headquarters): Promise<ReadonlyMap<Hash, string>> {
  const rows = await headquarters.db.query
    .selectFrom('lock')
    .select(['instrument', 'request'])
    .where('state', '=', 'live')
    .execute();
  return new Map(
    rows.flatMap((row) =>
      row.instrument === null ? [] : [[row.instrument, row.request] as const],
    ),
  );
}
