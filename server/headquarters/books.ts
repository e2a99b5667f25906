/** Proof that the books are right: every instrument's balance is the sum of its postings, every book adds up to nothing (DESIGN section 10, 1). */
import { sql } from 'kysely';
import type { Hash } from '../../shared/identity.ts';
import type { Headquarters } from './headquarters.ts';
import { daysFlaws } from './reports/days.ts';

/** `flaws`: what does not hold, in English; empty when the books are right. Amounts in minor units by account and currency. */
export type Books = {
  readonly sound: boolean;
  readonly flaws: readonly string[];
  readonly instruments: number;
  readonly books: number;
  readonly postings: number;
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
    flaws.push(...(await daysFlaws(act)));
    const counts = await act
      .selectFrom('posting')
      .select([sql<number>`count(*)`.as('postings'), sql<number>`count(distinct book)`.as('books')])
      .executeTakeFirstOrThrow();
    return {
      sound: flaws.length === 0,
      flaws,
      instruments: instruments.filter((row) => row.issued === 1).length,
      books: counts.books,
      postings: counts.postings,
      accounts,
    };
  });
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
