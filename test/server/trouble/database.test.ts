/** The database goes away under requests and comes back: each is told so, nothing is lost or doubled, and the books hold. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxiosResponse } from 'axios';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Entry } from '../../../shared/entry.ts';
import { headquartersPaths } from '../../../shared/wire/channel.ts';
import { headOfficePaths } from '../../../shared/wire/headoffice.ts';
import { haveSchema } from '../../../shared/wire/journal.ts';
import { problemSchema } from '../../../shared/wire/problem.ts';
import { books } from '../../../server/headquarters/books.ts';
import { startPostgres, type Postgres } from '../../../tools/setup/postgres.ts';
import { isDatabaseDown } from '../../../server/database/conflict.ts';
import { describePostgres } from '../databases.ts';
import { sale } from '../headquarters/desk.ts';
import { openDoor, type Door } from '../headquarters/door.ts';
import { hireStaff, signIn } from '../headquarters/office/desk.ts';
import { cash, entryOf, goods } from '../headquarters/sealed.ts';
import { channelToken, openWorld, type TestWorld } from '../headquarters/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-trouble-'));
const sales = 60;
let postgres: Postgres;
let world: TestWorld;
let door: Door;

function journal(): Entry[] {
  const entries: Entry[] = [];
  for (let number = 1; number <= sales; number += 1) {
    const previous = entries.slice(-1).map(({ hash }) => hash);
    const sold = sale({ sale: `s${number}`, register: 'A' }, [goods(100), cash(100)]);
    entries.push(entryOf('A', number, previous, sold));
  }
  return entries;
}

const push = (entries: readonly Entry[]): Promise<AxiosResponse<unknown>> =>
  door.call(
    'POST',
    headquartersPaths.push,
    { register: 'A', entries },
    {
      authorization: `Bearer ${channelToken}`,
    },
  );

it('tells a database that is away from a bug, also where the driver gives no code', () => {
  const coded = (code: string): Error => Object.assign(new Error('x'), { code });
  for (const code of ['ECONNREFUSED', '57P01', '57P03', '08006', 'SQLITE_IOERR', 'SQLITE_FULL'])
    expect(isDatabaseDown(coded(code)), code).toBe(true);
  for (const why of [
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])
    expect(isDatabaseDown(new Error(why)), why).toBe(true);
  for (const code of ['23502', '22P02', 'SQLITE_CONSTRAINT_NOTNULL', 'ERR_INVALID_ARG_TYPE'])
    expect(isDatabaseDown(coded(code)), code).toBe(false);
  expect(isDatabaseDown(new TypeError('x is not a function'))).toBe(false);
});

describePostgres('a crash', () => {
  beforeAll(async () => {
    postgres = await startPostgres({ outlivesCrash: true });
    const address = { url: postgres.url, schema: 'headquarters' };
    world = await openWorld({ kind: 'postgres', folder, fresh: () => address });
    await hireStaff(world);
    door = await openDoor(world);
  }, 60_000);
  afterAll(async () => {
    await door.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('posts each sale once although PostgreSQL crashes in the middle of a page', async () => {
    const entries = journal();
    const office = await signIn(door, 'ruth');
    const first = push(entries);
    const posted = () =>
      world
        .now()
        .db.query.selectFrom('entry')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('state', '=', 'posted')
        .executeTakeFirstOrThrow();
    // The page is stored, some of it is posted, the rest is on its way.
    await expect.poll(async () => (await posted()).count, { timeout: 20_000 }).toBeGreaterThan(0);
    await postgres.crash();
    const broken = await first;
    const told = broken.status === 200 ? null : broken.data;
    expect(told).toSatisfy(
      (data: unknown) =>
        data === null || JSON.stringify(data).includes('"code":"realtime.unreachable"'),
    );

    const away = await push(entries.slice(0, 1));
    expect([away.status, away.data]).toEqual([
      503,
      { fault: { code: 'realtime.unreachable', data: {}, retry: 'later' } },
    ]);
    const page = await door.call('GET', headOfficePaths.overview, undefined, {
      cookie: office.cookie,
    });
    expect(problemSchema.parse(page.data)).toMatchObject({
      ...{ status: 503, code: 'realtime.unreachable', retry: 'later' },
    });
    expect((await door.call('GET', '/health')).status).toBe(200);
    expect((await door.call('GET', '/ready')).status).toBe(503);

    await postgres.again();
    await expect
      .poll(async () => (await door.call('GET', '/ready')).status, { timeout: 20_000 })
      .toBe(200);
    const have = async () => haveSchema.parse((await push(entries)).data);
    await expect.poll(async () => (await have()).entries, { timeout: 20_000 }).toBe(sales);
    await expect.poll(async () => (await posted()).count, { timeout: 20_000 }).toBe(sales);
    expect(await books(world.now())).toMatchObject({ flaws: [], sales, books: sales });
    await expect(office.get(headOfficePaths.overview)).resolves.toMatchObject({
      salesPosted: sales,
    });
    expect(door.log.some((line) => line.startsWith('readiness.lost'))).toBe(true);
  }, 90_000);
});
