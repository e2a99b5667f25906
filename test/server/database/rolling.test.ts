/** Zero-downtime migration: the next version's process migrates while today's goes on serving, because migrations only add. */
import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Headquarters } from '../../../server/headquarters/headquarters.ts';
import { books } from '../../../server/headquarters/books.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk } from '../headquarters/clerk.ts';
import { accounts, answers, openExceptions, push, sale } from '../headquarters/desk.ts';
import { cash, entryOf, goods, instrument } from '../headquarters/sealed.ts';
import { addCard, openWorld, type TestWorld } from '../headquarters/world.ts';

/** What a later version may do to tables that stand: new columns that may be left out, new tables, new indexes. */
async function migrateFurther({ db }: Headquarters): Promise<void> {
  const { schema } = db.query;
  await schema.alterTable('entry').addColumn('later_note', 'text').execute();
  await schema
    .alterTable('lock')
    .addColumn('later_count', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await schema.createTable('later_thing').addColumn('id', 'text').execute();
  await schema.createIndex('later_entries').on('entry').column('later_note').execute();
  await db.query
    .withTables<{ migration: { name: string; applied_at: string } }>()
    .insertInto('migration')
    .values({ name: '9990-later', applied_at: '2027-01-01T00:00:00.000Z' })
    .execute();
}

describeDatabases('a later version migrates', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  it('while this one locks, posts and answers: before, between and after', async () => {
    await addCard(world.now(), 'c1', 5000);
    const clerk = makeClerk(() => world, 'A');
    const first = entryOf('A', 1, [], sale({ sale: 's1', register: 'A' }, [goods(100), cash(100)]));
    await push(world, 'A', first);
    const grant = await clerk.lock('p1', { card: 'c1', sale: 's2' });

    const next = await world.another();
    await migrateFurther(next);
    await next.db.close();

    const paid = sale({ sale: 's2', register: 'A', grants: [grant] }, [
      goods(3000),
      instrument(grant, 3000),
    ]);
    const second = entryOf('A', 2, [first.hash], paid);
    await push(world, 'A', second);
    expect(await answers(world)).toEqual(['A1 posted', 'A2 posted']);
    expect(await accounts(world)).toMatchObject({ sales: -3100 });
    expect(await openExceptions(world)).toEqual([]);
    expect((await books(world.now())).flaws).toEqual([]);
    await expect(world.another(), 'it goes on, but does not start again').rejects.toThrow(
      'database.newer',
    );
  });
});

it('no migration of the services takes anything away', () => {
  const folder = join(import.meta.dirname, '../../..');
  const files = globSync('server/*/migrations/*.ts', { cwd: folder });
  expect(files.length).toBeGreaterThan(5);
  const taking = /\b(drop\s+(table|column|index|view|constraint)|rename\s+(to|column)|truncate)\b/i;
  expect(files.filter((file) => taking.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
});
