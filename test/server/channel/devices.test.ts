import { afterEach, beforeEach, expect, it } from 'vitest';
import { channelPaths } from '../../../shared/wire/register.ts';
import { tokenHash } from '../../../server/http/bearer.ts';
import { tokenOf } from './fake-headquarters.ts';
import { makeWorld, type World } from './world.ts';
import { describeDatabases } from '../databases.ts';

describeDatabases('devices of the channel', (place) => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld(place.fresh());
  });
  afterEach(async () => {
    await world.end();
  });

  const mayIn = async (register: string): Promise<boolean> =>
    (await world.get(register, channelPaths.have)).status === 200;
  const device = (register: string, token: string, activatedAt: string, active = true) => ({
    register,
    registerName: register,
    store: 'HARBOUR',
    tokenHash: tokenHash(token),
    activatedAt,
    active,
  });
  const later = '2026-11-23T10:00:00.000Z';

  it('activates with a code, and refuses a wrong one', async () => {
    expect(await mayIn('R-01')).toBe(false);
    await world.activate('R-01');
    expect(await mayIn('R-01')).toBe(true);
    const wrong = { code: 'guess', device: 'test' };
    expect((await world.post('R-02', channelPaths.activate, wrong)).status).toBe(403);
  });

  it('knows its devices again after a restart', async () => {
    await world.activate('R-01');
    await world.restart();
    expect(await mayIn('R-01')).toBe(true);
  });

  it('lets a device in that was activated before the channel lost its records', async () => {
    world.headquarters.devices = [device('R-07', tokenOf('R-07'), later)];
    await world.channel().pullOnce();
    expect(await mayIn('R-07')).toBe(true);
  });

  it('asks for the devices soon after a stranger knocked, not at every knock', async () => {
    await world.channel().pullOnce();
    world.headquarters.devices = [device('R-07', tokenOf('R-07'), later)];
    expect(await mayIn('R-07')).toBe(false);
    await world.channel().pullOnce();
    expect(await mayIn('R-07')).toBe(false);
    world.clock.advance(3000);
    await world.channel().pullOnce();
    expect(await mayIn('R-07')).toBe(true);
  });

  it('lets a register in no more that was switched off, until it is switched on again', async () => {
    await world.activate('R-01');
    for (const active of [false, true]) {
      world.headquarters.devices = [
        device('R-01', tokenOf('R-01'), '2026-11-20T10:00:00.000Z', active),
      ];
      world.clock.advance(60_000);
      await world.channel().pullOnce();
      expect(await mayIn('R-01')).toBe(active);
    }
  });

  it('keeps the newer activation, and those that a restored headquarters has forgotten', async () => {
    await world.activate('R-01');
    await world.activate('R-02');
    world.headquarters.devices = [
      device('R-01', 'an older token of this register', '2026-11-20T10:00:00.000Z'),
    ];
    await world.channel().pullOnce();
    expect([await mayIn('R-01'), await mayIn('R-02')]).toEqual([true, true]);
    world.headquarters.devices = [device('R-01', 'a newer token of this register', later)];
    world.clock.advance(60_000);
    await world.channel().pullOnce();
    expect(await mayIn('R-01')).toBe(false);
  });
});
