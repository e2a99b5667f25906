/** A change with a key is done once, whatever happens to its answer. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  activationCodeSchema,
  headOfficePaths as paths,
  idempotencyHeader,
} from '../../../../shared/wire/headoffice.ts';
import { books } from '../../../../server/headquarters/books.ts';
import { describeDatabases } from '../../databases.ts';
import { openDoor, type Door } from '../door.ts';
import { cardNumber, openWorld, type TestWorld } from '../world.ts';
import { hireStaff, signIn, type Person } from './desk.ts';

describeDatabases('a change with an idempotency key', (place) => {
  let world: TestWorld;
  let door: Door;
  let ruth: Person;
  beforeEach(async () => {
    world = await openWorld(place);
    door = await openDoor(world);
    await hireStaff(world);
    ruth = await signIn(door, 'ruth');
  });
  afterEach(async () => {
    expect((await books(world.now())).flaws).toEqual([]);
    await door.close();
  });

  const key = (name: string) => ({ [idempotencyHeader]: `key-of-${name}` });
  const card = (name: string, amount = 2500) => ({
    ...{ kind: 'giftCard', number: cardNumber(name), amount, currency: 'USD' },
  });
  const acts = async (act: string): Promise<number> =>
    (
      await world
        .now()
        .db.query.selectFrom('audit')
        .select('number')
        .where('act', '=', act)
        .execute()
    ).length;

  it('is answered as before and not done again', async () => {
    const first = await ruth.post(paths.instruments, card('n1'), key('one'));
    expect(first.status).toBe(200);
    const again = await ruth.post(paths.instruments, card('n1'), key('one'));
    expect([again.status, again.data]).toEqual([200, first.data]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(await acts('instrument.issued')).toBe(1);
    // Without a key, and under another key, it is a change of its own.
    expect((await ruth.post(paths.instruments, card('n1'))).data).toMatchObject({
      code: 'instrument.exists',
    });
    expect((await ruth.post(paths.instruments, card('n1'), key('two'))).status).toBe(422);
  });

  it('is done once when it is sent many times at the same moment', async () => {
    const sent = await Promise.all(
      Array.from({ length: 8 }, () => ruth.post(paths.instruments, card('n2'), key('three'))),
    );
    expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(new Set(sent.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(await acts('instrument.issued')).toBe(1);
  });

  it('refuses another body under a key that was used, and knows keys by account and path', async () => {
    await ruth.post(paths.instruments, card('n3'), key('four'));
    const other = await ruth.post(paths.instruments, card('n3', 9900), key('four'));
    expect([other.status, other.data]).toEqual([
      422,
      expect.objectContaining({ code: 'key.reused' }),
    ]);
    const elsewhere = await ruth.post(paths.resetCache, {}, key('four'));
    expect(elsewhere.data).toMatchObject({ code: 'key.reused' });
    const sam = await signIn(door, 'sam');
    expect((await sam.post(paths.resetCache, {}, key('four'))).status).toBe(200);
    const flawed = await ruth.post(paths.resetCache, {}, { [idempotencyHeader]: 'x y' });
    expect(flawed.data).toMatchObject({ code: 'wire.malformed', data: { at: idempotencyHeader } });
  });

  it('may be tried again after a refusal, which left nothing under the key', async () => {
    const body = { request: 'r1', reason: 'registerLost', note: 'ticket' };
    const wrong = { ...body, second: { account: 'sam', password: 'wrong' } };
    const refused = await ruth.post(paths.breakLock, wrong, key('five'));
    expect(refused.data).toMatchObject({ code: 'account.signIn' });
    const failures = await world.now().db.query.selectFrom('failure').selectAll().execute();
    expect(failures.find((row) => row.subject === 'sam')?.failures).toBe(1);
    const right = { ...body, second: { account: 'sam', password: 'sam-secret' } };
    expect((await ruth.post(paths.breakLock, right, key('five'))).data).toMatchObject({
      code: 'lock.none',
    });
  });

  it('does a change in many parts as often as it is asked until it has an answer', async () => {
    for (const _time of [1, 2])
      expect((await ruth.post(paths.retryParked, {}, key('six'))).data).toEqual({ posted: 0 });
  });

  it('keeps answers encrypted, and only for a day', async () => {
    const sam = await signIn(door, 'sam');
    const ask = async () =>
      activationCodeSchema.parse(
        (await sam.post(paths.activationCode, { register: 'A' }, key('seven'))).data,
      );
    const given = await ask();
    expect(await ask()).toEqual(given);
    const [row] = await world.now().db.query.selectFrom('idempotency_key').selectAll().execute();
    expect(row?.answer).not.toBeNull();
    expect(JSON.stringify(row)).not.toContain(given.code);
    world.clock.pass(24 * 3_600_000);
    const later = await signIn(door, 'sam');
    const anew = await later.post(paths.activationCode, { register: 'A' }, key('seven'));
    expect(activationCodeSchema.parse(anew.data).code).not.toBe(given.code);
  });

  it('is wholly undone when the process dies in the middle, and done by the next try', async () => {
    const { db } = world.now();
    // The audit is the last that the act writes, and it fails once.
    const head = await db.query.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
    await db.transaction((act) => act.deleteFrom('audit_head').execute());
    const broken = await ruth.post(paths.instruments, card('n4'), key('eight'));
    expect(broken.status).toBe(500);
    expect(await db.query.selectFrom('idempotency_key').selectAll().execute()).toEqual([]);
    await db.transaction((act) => act.insertInto('audit_head').values(head).execute());
    expect((await ruth.post(paths.instruments, card('n4'), key('eight'))).status).toBe(200);
    expect(await acts('instrument.issued')).toBe(1);
  });
});
