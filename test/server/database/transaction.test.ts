import { setTimeout as rest } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { appendOnly, migrate, type Migration } from '../../../server/database/migrate.ts';
import { openServerDatabase, type ServerDatabase } from '../../../server/database/open.ts';
import { describeDatabases } from '../databases.ts';

type Tables = { counter: { id: string; value: number } };

const at = '2026-03-02T08:00:00.000Z';
const counter: Migration = {
  name: '0010-counter',
  statements: () => ['create table counter (id text primary key, value bigint not null)'],
};
const later: Migration = {
  name: '0020-later',
  statements: () => [`insert into counter (id, value) values ('later', 1)`],
};

describeDatabases('a server database', (place) => {
  const opened: ServerDatabase<Tables>[] = [];
  const open = async (address = place.fresh()): Promise<ServerDatabase<Tables>> => {
    const db = await openServerDatabase<Tables>(address);
    opened.push(db);
    return db;
  };
  afterEach(async () => {
    for (const db of opened.splice(0)) await db.close();
  });

  it('is migrated once by two processes that start at once, and only by what is new', async () => {
    const address = place.fresh();
    const [first, second] = [await open(address), await open(address)];
    const results = await Promise.all([
      migrate(first, [counter], at),
      migrate(second, [counter], at),
    ]);
    expect(results.map((result) => result.ok)).toEqual([true, true]);
    expect(await migrate(second, [counter, later], at)).toMatchObject({ ok: true });
    expect(await first.query.selectFrom('counter').selectAll().execute()).toEqual([
      { id: 'later', value: 1 },
    ]);
  });

  it('refuses a database from a newer version', async () => {
    const db = await open();
    await migrate(db, [counter, later], at);
    expect(await migrate(db, [counter], at)).toMatchObject({
      ok: false,
      fault: { code: 'database.newer', data: { migration: '0020-later' } },
    });
  });

  it('leaves nothing of a migration that fails', async () => {
    const db = await open();
    const broken: Migration = {
      name: '0020-broken',
      statements: () => [
        `insert into counter (id, value) values ('x', 1)`,
        'insert into nowhere values (1)',
      ],
    };
    await migrate(db, [counter], at);
    await expect(migrate(db, [counter, broken], at)).rejects.toThrow();
    expect(await db.query.selectFrom('counter').selectAll().execute()).toEqual([]);
  });

  it('begins a transaction again when another was faster', async () => {
    const db = await open();
    await migrate(db, [counter], at);
    let tries = 0;
    await db.transaction(async (transaction) => {
      tries += 1;
      await transaction
        .insertInto('counter')
        .values({ id: tries < 3 ? 'taken' : 'free', value: tries })
        .execute();
      if (tries < 3)
        await transaction.insertInto('counter').values({ id: 'taken', value: 0 }).execute();
    });
    expect(await db.query.selectFrom('counter').selectAll().execute()).toEqual([
      { id: 'free', value: 3 },
    ]);
  });

  it('counts right with many writers on two connections', async () => {
    const address = place.fresh();
    const [first, second] = [await open(address), await open(address)];
    await migrate(first, [counter], at);
    await first.transaction((transaction) =>
      transaction.insertInto('counter').values({ id: 'n', value: 0 }).execute(),
    );
    const add = (db: ServerDatabase<Tables>): Promise<void> =>
      db.transaction(async (transaction) => {
        await transaction
          .updateTable('counter')
          .set((where) => ({ value: where.ref('value') }))
          .where('id', '=', 'n')
          .execute();
        const { value } = await transaction
          .selectFrom('counter')
          .select('value')
          .where('id', '=', 'n')
          .executeTakeFirstOrThrow();
        await rest(1);
        await transaction
          .updateTable('counter')
          .set({ value: value + 1 })
          .where('id', '=', 'n')
          .execute();
      });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => add(index % 2 === 0 ? first : second)),
    );
    expect(await first.query.selectFrom('counter').selectAll().execute()).toEqual([
      { id: 'n', value: 20 },
    ]);
  });

  it('rolls back what throws', async () => {
    const db = await open();
    await migrate(db, [counter], at);
    const work = db.transaction(async (transaction) => {
      await transaction.insertInto('counter').values({ id: 'a', value: 1 }).execute();
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await db.query.selectFrom('counter').selectAll().execute()).toEqual([]);
  });

  it('gives whole numbers, also of sums, and refuses those that are not exact', async () => {
    const db = await open();
    await migrate(db, [counter], at);
    await db.transaction((transaction) =>
      transaction
        .insertInto('counter')
        .values([
          { id: 'a', value: 10_000_000_000_000 },
          { id: 'b', value: 1 },
        ])
        .execute(),
    );
    const sum = await db.query
      .selectFrom('counter')
      .select(({ fn }) => fn.sum<number>('value').as('sum'))
      .executeTakeFirstOrThrow();
    expect(sum).toEqual({ sum: 10_000_000_000_001 });
  });

  it('keeps an append-only table as it stands', async () => {
    const db = await open();
    await migrate(
      db,
      [counter, { name: '0020-stands', statements: (kind) => appendOnly(kind, 'counter') }],
      at,
    );
    await db.transaction((transaction) =>
      transaction.insertInto('counter').values({ id: 'a', value: 1 }).execute(),
    );
    await expect(
      db.transaction((transaction) =>
        transaction.updateTable('counter').set({ value: 2 }).execute(),
      ),
    ).rejects.toThrow('append-only');
    await expect(
      db.transaction((transaction) => transaction.deleteFrom('counter').execute()),
    ).rejects.toThrow('append-only');
  });
});
