/** PostgreSQL refuses a prepared statement whose tables have changed (0A000), as when a newer version migrates: it is prepared anew, or tried again later. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openServerDatabase, type ServerDatabase } from '../../../server/database/open.ts';
import { headOfficePaths as paths } from '../../../shared/wire/headoffice.ts';
import { problemSchema } from '../../../shared/wire/problem.ts';
import { describePostgres } from '../databases.ts';
import { openDoor, type Door } from '../headquarters/door.ts';
import { hireStaff, signIn } from '../headquarters/office/desk.ts';
import { openWorld, type TestWorld } from '../headquarters/world.ts';

type Things = { thing: { id: number } };
type Place = Parameters<Parameters<typeof describePostgres>[1]>[0];

const prepared = async (db: ServerDatabase<Things>): Promise<string[]> =>
  (
    await db.query
      .withTables<{ pg_prepared_statements: { name: string } }>()
      .selectFrom('pg_prepared_statements')
      .select('name')
      .execute()
  ).map(({ name }) => name.replace(/_.*/, ''));

const ofTables = (place: Place): void => {
  let db: ServerDatabase<Things>;
  let newer: ServerDatabase<Things>;
  beforeEach(async () => {
    const address = { ...place.fresh(), connections: 1 };
    db = await openServerDatabase<Things>(address);
    newer = await openServerDatabase<Things>(address);
    await newer.query.schema
      .createTable('thing')
      .addColumn('id', 'bigint', (column) => column.notNull())
      .execute();
    await db.transaction((act) => act.insertInto('thing').values({ id: 1 }).execute());
    expect(await db.query.selectFrom('thing').selectAll().execute()).toEqual([{ id: 1 }]);
  });
  afterEach(async () => {
    await db.close();
    await newer.close();
  });
  const change = () => newer.query.schema.alterTable('thing').addColumn('note', 'text').execute();

  it('reads as if nothing had happened, by statements that were prepared anew', async () => {
    expect(new Set(await prepared(db))).toEqual(new Set(['s0']));
    await change();
    expect(await db.query.selectFrom('thing').selectAll().execute()).toEqual([
      { id: 1, note: null },
    ]);
    expect(await prepared(db)).toContain('s1');
  });

  it('begins the whole message again, and what it had written before counts once', async () => {
    await change();
    let begun = 0;
    const found = await db.transaction(async (act) => {
      begun += 1;
      await act.insertInto('thing').values({ id: 2 }).execute();
      return act.selectFrom('thing').selectAll().execute();
    });
    expect(begun).toBe(2);
    expect(found.map((row) => row.id).toSorted((a, b) => a - b)).toEqual([1, 2]);
    expect(await db.query.selectFrom('thing').selectAll().execute()).toHaveLength(2);
  });
};
describePostgres('tables that change under a process', ofTables);

const ofService = (place: Place): void => {
  let world: TestWorld;
  let door: Door;
  beforeEach(async () => {
    world = await openWorld(place);
    await hireStaff(world);
    door = await openDoor(world);
  });
  afterEach(() => door.close());

  it('is told to try again later while it goes on being refused, and has changed nothing', async () => {
    const sam = await signIn(door, 'sam');
    const off = { register: 'A', active: false };
    const { query } = world.now().db;
    const trigger = [
      `create function changing() returns trigger language plpgsql as $$ begin raise exception 'cached plan must not change result type' using errcode = '0A000'; end $$`,
      'create trigger changing before insert on audit for each row execute function changing()',
    ];
    const any = query.selectFrom('register').selectAll().compile();
    const say = (statement: string) =>
      query.executeQuery({ ...any, sql: statement, parameters: [] });
    for (const statement of trigger) await say(statement);
    const isActive = async (): Promise<unknown> =>
      (await query.selectFrom('register').select('active').where('id', '=', 'A').executeTakeFirst())
        ?.active;
    const refused = await sam.post(paths.registerActive, off);
    expect(problemSchema.parse(refused.data)).toMatchObject({
      ...{ status: 503, code: 'realtime.unreachable', retry: 'later' },
    });
    expect(await isActive()).toBe(1);
    await say('drop trigger changing on audit');
    expect((await sam.post(paths.registerActive, off)).status).toBe(200);
    expect(await isActive()).toBe(0);
  });
};
describePostgres('who asks a service whose tables change', ofService);
