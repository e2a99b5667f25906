/** What tests of posting do and look at: push entries, and read exceptions, accounts and answers. */
import { expect } from 'vitest';
import type { Entry, EntryBody } from '../../../shared/entry.ts';
import { answersAfter } from '../../../server/headquarters/answers.ts';
import { books } from '../../../server/headquarters/books.ts';
import { receivePage } from '../../../server/headquarters/entries.ts';
import { sealedSale } from './sealed.ts';
import { unwrap, type TestWorld } from './world.ts';

export const sale = (...parts: Parameters<typeof sealedSale>): EntryBody => ({
  kind: 'sale',
  sale: sealedSale(...parts),
});

export async function push(
  world: TestWorld,
  register: string,
  ...entries: readonly Entry[]
): Promise<void> {
  unwrap(await receivePage(world.now(), { register, entries: [...entries] }));
}

/** Open exceptions, oldest first. */
export async function openExceptions(
  world: TestWorld,
): Promise<{ kind: string; amount: number | null }[]> {
  return world
    .now()
    .db.query.selectFrom('exception')
    .select(['kind', 'amount'])
    .where('closed_at', 'is', null)
    .orderBy('at')
    .execute();
}

/** Balances of all accounts that are not nothing; the books must be sound. */
export async function accounts(world: TestWorld): Promise<Record<string, number>> {
  const found = await books(world.now());
  expect(found.flaws).toEqual([]);
  return Object.fromEntries(
    found.accounts.filter((row) => row.balance !== 0).map((row) => [row.account, row.balance]),
  );
}

/** Answers as `A1 posted`, in their order. */
export async function answers(world: TestWorld): Promise<string[]> {
  const page = await answersAfter(world.now(), 'C1', 0);
  return page.answers.map((answer) => `${answer.register}${answer.number} ${answer.state}`);
}
