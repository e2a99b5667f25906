/** A whole register against a real channel by TLS: what happens when what answers has another key, and when the right one is back. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { startBody, type Body } from '../../main/app/body.ts';
import { systemChance, systemClock } from '../../main/app/clock.ts';
import type { Provisioning } from '../../main/app/provisioning.ts';
import type { ConnectionStatus } from '../../shared/bridge/query.ts';
import { startChannel, type RunningChannel } from '../../server/app/channel.ts';
import { startLocalServers, type LocalServers } from '../../server/app/local.ts';
import { readSecret } from '../../server/app/secrets.ts';
import { employClerk } from '../../tools/replay/clerk.ts';
import { makeAuthority, type Issued } from '../server/http/authority.ts';
import { unwrap } from '../server/headquarters/world.ts';

const authority = makeAuthority();
afterAll(() => authority.remove());
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

type Shop = { readonly folder: string; readonly servers: LocalServers };
async function openShop(): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-pinned-'));
  const servers = await startLocalServers({ folder, seed: true });
  ends.push(async () => {
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, servers };
}

/** A channel of the same id that answers HTTPS with this certificate. */
async function serveSafely(
  { folder, servers }: Shop,
  certificate: Issued,
  port = 0,
): Promise<RunningChannel> {
  const own = join(folder, 'safe-channel');
  const running = unwrap(
    await startChannel({
      folder: own,
      address: { file: join(own, 'channel.sqlite') },
      port,
      reached: { certificate },
      headquarters: servers.headquarters.url,
      channel: 'C-01',
      token: readSecret(folder, 'channel-token') ?? '',
      clock: systemClock,
      chance: systemChance,
      log: () => undefined,
    }),
  );
  return running;
}

function open(folder: string, provisioning: Provisioning | undefined): Body {
  mkdirSync(folder, { recursive: true });
  const body = startBody({
    folder,
    version: '1.0.0',
    device: 'a test',
    provisioning,
    clock: systemClock,
    chance: systemChance,
    seal: (text) => text,
    unseal: (text) => text,
    papers: () => undefined,
    drawer: () => undefined,
  });
  return body;
}
const linkOf = async (body: Body): Promise<ConnectionStatus['link']> => {
  const status = unwrap(await body.query({ query: 'connection' }));
  return (status as ConnectionStatus).link;
};

it('gives no code to a channel with another key, says why, and activates when the right one answers', async () => {
  const shop = await openShop();
  const [right, wrong] = [authority.issue(), authority.issue()];
  const first = await serveSafely(shop, wrong);
  const port = Number(new URL(first.url).port);
  const activationCode = shop.servers.demonstration.activationCodes['R-01'] ?? '';
  const provisioning = { channel: first.url, activationCode, authorities: authority.cert };
  const folder = join(shop.folder, 'R-01');
  let body = open(folder, { ...provisioning, pins: [right.pin] });
  ends.push(() => body.stop());
  const clerk = () => employClerk(body);
  const refused = await clerk().until('the refusal', ({ trouble }) => trouble !== null);
  expect(refused.trouble).toMatchObject({ code: 'channel.pin', retry: 'later' });
  await first.stop();

  const second = await serveSafely(shop, right, port);
  await clerk().until('the activation', (view) => view.link.state === 'online');
  await second.stop();

  // In the middle of a day somebody else answers: the line counts as lost, nothing is sent, selling goes on.
  const third = await serveSafely(shop, wrong, port);
  await clerk().until('the loss', (view) => view.link.state === 'offline');
  await expect
    .poll(async () => (await linkOf(body)).channel.lastErrorWhat, { timeout: 10_000 })
    .toBe('heartbeat: channel.pin');
  // So it stays without the provisioning file, for the pins are kept.
  await body.stop();
  body = open(folder, undefined);
  await expect
    .poll(async () => (await body.query({ query: 'connection' })).ok, { timeout: 10_000 })
    .toBe(true);
  await expect
    .poll(async () => (await linkOf(body)).channel.lastErrorWhat, { timeout: 10_000 })
    .toBe('heartbeat: channel.pin');
  await third.stop();

  const fourth = await serveSafely(shop, right, port);
  ends.push(() => fourth.stop());
  await clerk().until('the right one', (view) => view.link.state === 'online');
}, 60_000);
