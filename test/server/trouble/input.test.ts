/** Whatever comes in: a clear fault or a named exception, and the books hold. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exceptionKinds } from '../../../shared/wire/exceptions.ts';
import { headquartersPaths } from '../../../shared/wire/channel.ts';
import { csrfHeader, headOfficePaths } from '../../../shared/wire/headoffice.ts';
import { problemSchema } from '../../../shared/wire/problem.ts';
import { books } from '../../../server/headquarters/books.ts';
import { receivePage } from '../../../server/headquarters/entries.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk } from '../headquarters/clerk.ts';
import { answers, openExceptions, push, sale } from '../headquarters/desk.ts';
import { openDoor, type Door } from '../headquarters/door.ts';
import { hireStaff, signIn } from '../headquarters/office/desk.ts';
import { cash, entryOf, flawed, goods, instrument, sealedSale } from '../headquarters/sealed.ts';
import { addCard, channelToken, openWorld, unwrap, type TestWorld } from '../headquarters/world.ts';

describeDatabases('trouble', (place) => {
  let world: TestWorld;
  let door: Door;
  beforeEach(async () => {
    world = await openWorld(place);
    door = await openDoor(world);
  });
  afterEach(async () => {
    expect((await books(world.now())).flaws).toEqual([]);
    await door.close();
  });

  const sold = (id: string, register = 'A', amount = 100) =>
    sale({ sale: id, register }, [goods(amount), cash(amount)]);
  const posted = async (): Promise<number> => (await books(world.now())).sales;
  const kinds = async () => (await openExceptions(world)).map(({ kind }) => kind);
  /** Bytes as they are, to a door. */
  const send = (path: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
    fetch(door.url + path, {
      ...{ method: 'POST', body },
      headers: { 'content-type': 'application/json', ...headers },
    });
  const channel = { authorization: `Bearer ${channelToken}` };

  it('two processes post the same sale: it is posted once, with one answer', async () => {
    const other = await world.another();
    await addCard(world.now(), 'c1', 5000);
    const grants = [await makeClerk(() => world, 'A').lock('r1', { card: 'c1', sale: 's1' })];
    const body = sale({ sale: 's1', register: 'A', grants }, [
      goods(1200),
      ...grants.map((grant) => instrument(grant, 1200)),
    ]);
    const entries = [entryOf('A', 1, [], body)];
    const both = await Promise.all(
      [world.now(), other, world.now(), other].map((at) =>
        receivePage(at, { register: 'A', entries }),
      ),
    );
    expect(both.map((one) => unwrap(one).entries)).toEqual([1, 1, 1, 1]);
    expect([await posted(), await answers(world)]).toEqual([1, ['A1 posted']]);
    await other.db.close();
  });

  it('an entry claims the number of another register: it is set aside and named, and blocks nothing', async () => {
    const foreign = entryOf('B', 1, [], sold('s1', 'B'));
    await push(world, 'A', foreign);
    await push(world, 'A', entryOf('A', 1, [], sold('s2')));
    await push(world, 'B', foreign);
    expect([await kinds(), await posted()]).toEqual([['parked'], 2]);
    // A channel asks for another register's journal with a token of its own: it is not let in.
    const told = await door.call(
      ...(['POST', headquartersPaths.push, { register: 'Z', entries: [] }, channel] as const),
    );
    expect(told.data).toMatchObject({ fault: { code: 'device.unknown' } });
  });

  it('a chain that is wrong: two entries of one number are named, one without its predecessor waits', async () => {
    const first = entryOf('A', 1, [], sold('s1'));
    await push(world, 'A', first, entryOf('A', 1, [], sold('s2')));
    const orphan = entryOf('A', 3, ['f'.repeat(64)], sold('s3'));
    await push(world, 'A', orphan);
    expect([await kinds(), await posted()]).toEqual([['numberTwice'], 2]);
    const { lacks } = unwrap(await receivePage(world.now(), { register: 'A', entries: [] }));
    expect(lacks).toEqual(['f'.repeat(64)]);
  });

  it('totals that are wrong: the sale posts what holds and is named', async () => {
    const wrong = flawed(sealedSale({ sale: 's1', register: 'A' }, [goods(100), cash(100)]));
    await push(world, 'A', entryOf('A', 1, [], { kind: 'sale', sale: wrong }));
    expect([await kinds(), await posted()]).toEqual([['saleFlaw'], 1]);
    expect(exceptionKinds).toContain('saleFlaw');
  });

  it('the clock of headquarters is set back: locks, sales and days go on', async () => {
    await addCard(world.now(), 'c1', 5000);
    const clerk = makeClerk(() => world, 'A');
    const first = entryOf('A', 1, [], sold('s1'));
    await push(world, 'A', first);
    const grants = [await clerk.lock('r1', { card: 'c1', sale: 's2' })];
    world.clock.pass(-3 * 24 * 3_600_000);
    const body = sale({ sale: 's2', register: 'A', grants }, [
      goods(700),
      ...grants.map((grant) => instrument(grant, 700)),
    ]);
    await push(world, 'A', entryOf('A', 2, [first.hash], body));
    expect([await kinds(), await posted()]).toEqual([[], 2]);
    expect((await clerk.lock('r2', { card: 'c1', sale: 's3' })).grant.balance).toBe(4300);
    world.clock.pass(6 * 24 * 3_600_000);
    await clerk.drop('r2');
  });

  it('bodies of 10 MB: refused by name where they make no sense, and nobody waits for them', async () => {
    await hireStaff(world);
    const { cookie } = await signIn(door, 'ruth');
    const large = new TextEncoder().encode(JSON.stringify({ note: 'x'.repeat(10 * 1024 * 1024) }));
    const told = await send(headOfficePaths.closeException, large, { cookie });
    expect([told.status, problemSchema.parse(await told.json())]).toMatchObject([
      413,
      { code: 'wire.malformed', data: { at: 'body' } },
    ]);
    const entry = { hash: 'f'.repeat(64), content: 'x'.repeat(10 * 1024 * 1024) };
    const page = new TextEncoder().encode(JSON.stringify({ register: 'A', entries: [entry] }));
    const refused = await send(headquartersPaths.push, page, channel);
    expect(refused.status).toBeLessThan(500);
    await push(world, 'A', entryOf('A', 1, [], sold('s1')));
    expect(await posted()).toBe(1);
  });

  it('bytes that are no UTF-8: the office refuses them, an entry is known by its hash', async () => {
    await hireStaff(world);
    const ruth = await signIn(door, 'ruth');
    const spoiled = (text: string): Uint8Array<ArrayBuffer> => {
      const bytes = new TextEncoder().encode(text);
      bytes[bytes.indexOf('~'.charCodeAt(0))] = 0xff;
      return bytes;
    };
    const session = (await ruth.get(headOfficePaths.session)) as { csrf: string };
    const told = await send(
      headOfficePaths.closeException,
      spoiled(JSON.stringify({ id: 'x', note: 'a note with ~ in it' })),
      { cookie: ruth.cookie, [csrfHeader]: session.csrf },
    );
    expect([told.status, problemSchema.parse(await told.json())]).toMatchObject([
      400,
      { code: 'wire.malformed', data: { at: 'body' } },
    ]);
    const entry = entryOf(
      ...([
        'A',
        1,
        [],
        sale({ sale: 's1', register: 'A', receipt: 'R~1' }, [goods(5), cash(5)]),
      ] as const),
    );
    const page = { register: 'A', entries: [entry] };
    const damaged = await send(headquartersPaths.push, spoiled(JSON.stringify(page)), channel);
    expect([damaged.status, await damaged.json()]).toMatchObject([200, { entries: 0 }]);
    await push(world, 'A', entry);
    expect([await posted(), await kinds()]).toEqual([1, []]);
  });
});
