import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { headOfficePaths } from '../../../shared/wire/headoffice.ts';
import type { SignedGrant } from '../../../shared/lock.ts';
import { applyParameters, parameterState } from '../../../server/headquarters/parameters.ts';
import { startLocalServers, type LocalServers } from '../../../server/app/local.ts';
import { describeDatabases } from '../databases.ts';
import { good, Till, wantCard } from './till.ts';

describeDatabases('a store on this machine', (place) => {
  let servers: LocalServers;
  let runs = 0;
  const start = async (folder: string): Promise<LocalServers> =>
    startLocalServers({
      folder: join(place.folder, folder),
      seed: true,
      addresses: { headquarters: place.fresh(), channel: place.fresh() },
      settings: { poll: 50 },
    });
  beforeEach(async () => {
    runs += 1;
    servers = await start(`run-${runs}`);
  });
  afterEach(async () => {
    await servers.stop();
  });

  const till = async (register: string): Promise<Till> =>
    Till.activate(servers.channel.url, servers.demonstration.activationCodes[register] ?? '');
  async function granted(at: Till, request: string, sale: string): Promise<SignedGrant> {
    const wanted = wantCard(`${at.identity.register}-${request}`, sale);
    const outcome = good(await at.hold([wanted])).results?.[wanted.request];
    if (outcome?.state !== 'granted') throw new Error(JSON.stringify(outcome));
    return outcome.grant;
  }

  it('brings the demonstration down to its registers', async () => {
    const first = await till('R-01');
    await expect
      .poll(async () => (await first.heartbeat()).versions['1060'] ?? 0)
      .toBeGreaterThan(0);
    expect((await first.feed('1040')).length).toBe(70);
    expect((await first.feed('1060')).length).toBe(8);
    expect((await first.feed('1070')).map(({ id }) => id)).toEqual(['HARBOUR', 'MILL']);
    expect((await first.feed('1110'))[0]?.body).toMatchObject({
      version: 1,
      posting: { giftCard: { completeOffline: true } },
    });
  });

  it('locks a card, sells with it, posts the sale once and unlocks the card', async () => {
    const first = await till('R-01');
    const second = await till('R-02');
    const signed = await granted(first, 'q1', 'sale-1');
    expect(signed.grant.balance).toBe(8230);
    const refused = good(await second.hold([wantCard('R-02-q1', 'sale-2')])).results?.['R-02-q1'];
    expect(refused).toMatchObject({ state: 'refused', fault: { code: 'instrument.locked' } });

    const total = await first.sell('sale-1', 'mug', signed);
    await first.push();
    await first.push();
    await expect
      .poll(async () => (await first.answers()).answers)
      .toMatchObject([
        { state: 'posted', number: 1, amounts: [{ last4: '4417', taken: total, missing: 0 }] },
      ]);
    expect((await granted(second, 'q2', 'sale-3')).grant.balance).toBe(8230 - total);
  });

  it('lets the next ask follow a sale that was only just pushed', async () => {
    const first = await till('R-01');
    const signed = await granted(first, 'q1', 'sale-1');
    const total = await first.sell('sale-1', 'mug', signed);
    await first.push();
    expect((await granted(first, 'q2', 'sale-2')).grant.balance).toBe(8230 - total);
  });

  it('keeps a sale while headquarters is away, and posts it when it is back', async () => {
    const first = await till('R-01');
    const signed = await granted(first, 'q1', 'sale-1');
    await servers.headquarters.stop();
    await first.sell('sale-1', 'tea', signed);
    expect((await first.push()).entries).toBe(1);
    await expect.poll(async () => (await first.heartbeat()).realtime).toBe(false);
    const held = await first.hold([]);
    expect(held.ok ? '' : held.fault.code).toBe('realtime.unreachable');
    await servers.headquarters.start();
    await expect
      .poll(async () => (await first.answers()).answers.map((answer) => answer.state), {
        timeout: 10_000,
      })
      .toEqual(['posted']);
    expect((await first.heartbeat()).realtime).toBe(true);
  });

  it('takes up where it was after the channel was away', async () => {
    const first = await till('R-01');
    await first.sell('sale-1', 'tea', null);
    await first.push();
    await servers.channel.stop();
    await servers.channel.start();
    await first.sell('sale-2', 'mug', null);
    expect((await first.push()).entries).toBe(2);
    await expect
      .poll(async () => (await first.answers()).answers.length, { timeout: 10_000 })
      .toBe(2);
  });

  it('lets both people of head office sign in', async () => {
    const { account, second } = servers.demonstration;
    for (const { name, password } of [account, second]) {
      const body = { account: name, password };
      const told = await axios.post(servers.headquarters.url + headOfficePaths.session, body, {
        proxy: false,
      });
      expect(told.data).toMatchObject({ account: { id: name } });
    }
  });

  it('brings parameters that were saved and applied to a connected register within moments', async () => {
    const first = await till('R-01');
    await expect.poll(async () => (await first.heartbeat()).versions['1110']).toBe(1);
    const { saved } = await parameterState(servers.headquarters.act().db.query);
    const { version, posting, ...rest } = saved;
    const giftCard = { ...posting.giftCard, completeOffline: false };
    good(
      await applyParameters(
        servers.headquarters.act(),
        { ...rest, posting: { ...posting, giftCard }, base: version },
        'ruth',
      ),
    );
    await expect
      .poll(async () => (await first.heartbeat()).versions['1110'], { timeout: 5000 })
      .toBe(2);
    expect((await first.feed('1110'))[0]?.body).toMatchObject({
      version: 2,
      posting: { giftCard: { completeOffline: false } },
    });
  });
});

it('gives new activation codes at every start and seeds only once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-local-'));
  const first = await startLocalServers({ folder, seed: true });
  const till = await Till.activate(
    first.channel.url,
    first.demonstration.activationCodes['R-01'] ?? '',
  );
  await first.stop();
  const second = await startLocalServers({ folder, seed: true });
  const again = new Till(second.channel.url, till.identity);
  expect((await again.heartbeat()).epoch).toBe(1);
  expect(second.demonstration.activationCodes['R-01']).not.toBe(
    first.demonstration.activationCodes['R-01'],
  );
  await second.stop();
  rmSync(folder, { recursive: true });
});
