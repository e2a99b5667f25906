/** The channels' door of headquarters over HTTP. */
import type { AxiosResponse } from 'axios';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  channelHeartbeatSchema,
  headquartersPaths,
  packageSchema,
} from '../../../shared/wire/channel.ts';
import { heldSchema } from '../../../shared/wire/grant.ts';
import { answersSchema, haveSchema } from '../../../shared/wire/journal.ts';
import { activationSchema } from '../../../shared/wire/register.ts';
import { registerRows } from '../../../server/headquarters/registerrows.ts';
import { createActivationCode } from '../../../server/headquarters/registers.ts';
import { describeDatabases } from '../databases.ts';
import { openDoor, type Door } from './door.ts';
import { addCard, cardNumber, channelToken, openWorld, unwrap, type TestWorld } from './world.ts';

describeDatabases("the channels' door", (place) => {
  let world: TestWorld;
  let door: Door;
  beforeEach(async () => {
    world = await openWorld(place);
    door = await openDoor(world);
  });
  afterEach(async () => {
    await door.close();
    expect(door.log).toEqual([]);
  });

  const call: Door['call'] = (...request) => door.call(...request);
  const asChannel = (path: string, data: unknown): Promise<AxiosResponse<unknown>> =>
    call('POST', path, data, { authorization: `Bearer ${channelToken}` });

  it('serves a channel with its token, and only for its own registers', async () => {
    await addCard(world.now(), 'c1', 5000);
    expect(
      (await call('POST', headquartersPaths.push, { register: 'A', entries: [] })).status,
    ).toBe(401);
    expect(
      haveSchema.parse(
        (await asChannel(headquartersPaths.push, { register: 'A', entries: [] })).data,
      ),
    ).toEqual({ heads: [], lacks: [], entries: 0 });
    expect(
      (await asChannel(headquartersPaths.push, { register: 'Z', entries: [] })).data,
    ).toMatchObject({ fault: { code: 'device.unknown' } });
    const want = {
      request: 'r1',
      kind: 'giftCard',
      purpose: 'pay',
      sale: 's1',
      cashier: 'emma',
      currency: 'USD',
      amount: 0,
      number: cardNumber('c1'),
    };
    const held = await asChannel(headquartersPaths.hold, {
      register: 'A',
      incarnation: 0,
      seq: 1,
      id: 'h1',
      predecessors: [],
      epoch: 1,
      head: null,
      wants: [want],
    });
    expect(heldSchema.parse(held.data).results?.['r1']?.state).toBe('granted');
    const status = {
      register: 'A',
      lastContact: world.clock.now(),
      status: {
        versions: { '1110': 0 },
        head: { number: 3, hash: 'a'.repeat(64) },
        pending: 3,
        pendingValue: 100,
        clock: world.clock.now(),
        version: '1.0.0',
      },
    };
    const beat = await asChannel(headquartersPaths.heartbeat, {
      channel: 'C1',
      registers: [status],
      parameterVersion: 0,
    });
    expect(channelHeartbeatSchema.parse(beat.data)).toMatchObject({ epoch: 1, resets: 0 });
    expect(
      unwrap(await registerRows(world.now().db.query, world.clock.now())).registers[0],
    ).toMatchObject({
      contact: 'connected',
      head: 3,
      posted: 0,
      owes: 3,
      pendingValue: 100,
      version: '1.0.0',
      clockAhead: 1,
    });
    expect(
      packageSchema.parse(
        (
          await asChannel(headquartersPaths.packages, {
            channel: 'C1',
            versions: {},
            job: null,
            page: null,
          })
        ).data,
      ),
    ).toEqual({ page: null });
    expect(
      answersSchema.parse(
        (
          await call('GET', `${headquartersPaths.answers}?after=0`, undefined, {
            authorization: `Bearer ${channelToken}`,
          })
        ).data,
      ),
    ).toEqual({ answers: [], cursor: 0 });
    const { code } = unwrap(await createActivationCode(world.now(), 'B'));
    const activation = await asChannel(headquartersPaths.activate, {
      code: code.toLowerCase(),
      device: 'till',
    });
    expect(activationSchema.parse(activation.data)).toMatchObject({
      register: 'B',
      registerName: 'R-B',
      store: 'S1',
      epoch: 1,
    });
    expect(
      (await asChannel(headquartersPaths.activate, { code, device: 'till' })).data,
    ).toMatchObject({ fault: { code: 'activation.code' } });
    expect((await call('GET', headquartersPaths.health)).data).toEqual({ service: 'headquarters' });
    const ready = await call('GET', '/ready');
    expect(ready.data).toEqual({ service: 'headquarters', ready: true, epoch: 1 });
  });
});
