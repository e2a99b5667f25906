/** The proof of the books finds whatever was changed behind the ledger's back. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { books } from '../../../server/headquarters/books.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk } from './clerk.ts';
import { push, sale } from './desk.ts';
import { cash, entryOf, goods, instrument } from './sealed.ts';
import { addCard, openWorld, type TestWorld } from './world.ts';

describeDatabases('the proof of the books', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
    await addCard(world.now(), 'c1', 5000);
    const clerk = makeClerk(() => world, 'A');
    let previous: string[] = [];
    for (const [index, amount] of [1200, 300].entries()) {
      const request = `r${index}`;
      const grants = [await clerk.lock(request, { card: 'c1', sale: `s${index}` })];
      const sold = [goods(amount), ...grants.map((grant) => instrument(grant, amount))];
      const facts = { sale: `s${index}`, register: 'A', grants };
      const entry = entryOf('A', index + 1, previous, sale(facts, sold));
      await push(world, 'A', entry);
      previous = [entry.hash];
    }
    await push(
      world,
      'B',
      entryOf('B', 1, [], sale({ sale: 't', register: 'B' }, [goods(5), cash(5)])),
    );
  });
  afterEach(() => world.close());

  const flaws = async (): Promise<string[]> => [...(await books(world.now())).flaws];
  /** Changes rows as only the owner of the database can, who may take away what keeps them append-only. */
  const spoil = async (statement: string): Promise<void> => {
    const { db } = world.now();
    const guards = ['posting', 'book'].flatMap((table) =>
      db.kind === 'sqlite'
        ? [`drop trigger if exists ${table}_no_update`, `drop trigger if exists ${table}_no_delete`]
        : [`drop trigger if exists ${table}_stands on ${table}`],
    );
    const any = db.query.selectFrom('setting').selectAll().compile();
    for (const sql of [...guards, statement])
      await db.query.executeQuery({ ...any, sql, parameters: [] });
  };

  it('is right after sales, and counts what it looked at', async () => {
    const proof = await books(world.now());
    expect(proof).toMatchObject({ sound: true, flaws: [], instruments: 1, sales: 3, books: 4 });
  });

  it.each([
    ['a balance', 'update instrument set balance = balance + 1', /balance 3501 where .* say 3500/],
    [
      'a step on the way',
      `update posting set balance = balance + 7 where act = 'opening'`,
      /steps of giftCard \d{4} do not lead/,
    ],
    [
      'a currency',
      `update posting set currency = 'CNY' where act = 'opening'`,
      /has a posting in book \w+ that cannot be/,
    ],
  ])('names %s that was changed', async (_name, statement, wanted) => {
    await spoil(statement);
    expect((await flaws()).some((flaw) => wanted.test(flaw))).toBe(true);
  });

  it('names a book whose entry is another, and the sale that misses it', async () => {
    await spoil(`update book set entry = 'elsewhere' where sale = 't'`);
    expect((await flaws()).toSorted()).toEqual([
      expect.stringMatching(/^book \w+ belongs to no posted entry$/),
      'sale R-t of register B was posted 0 times',
    ]);
  });
});
