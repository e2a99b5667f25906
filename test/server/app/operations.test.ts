/** What whoever runs the servers relies on: health, readiness, figures, a log for machines, an end that loses nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeLog } from '../../../server/app/logging.ts';
import { startHeadquarters, type RunningHeadquarters } from '../../../server/app/headquarters.ts';
import { startChannel, type RunningChannel } from '../../../server/app/channel.ts';
import { systemChance, systemClock } from '../../../server/app/ports.ts';
import { createChannel } from '../../../server/headquarters/channels.ts';
import { makeApplication } from '../../../server/http/application.ts';
import { listen } from '../../../server/http/listen.ts';
import { logLine } from '../../../server/http/log.ts';
import { get, nothing } from '../../../server/http/route.ts';
import { ok } from '../../../shared/fault.ts';
import { describeDatabases } from '../databases.ts';
import { unwrap } from '../headquarters/world.ts';

const token = 'channel-token-of-the-operations';
const metricsToken = 'figures-for-prometheus-only';
const common = { clock: systemClock, chance: systemChance, port: 0, metered: true } as const;

/** The value of the sample that has these labels among its own. */
function sample(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const line = text
    .split('\n')
    .find((one) => one.startsWith(`${name}{`) && wanted.every((label) => one.includes(label)));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

describeDatabases('services', (place) => {
  let headquarters: RunningHeadquarters;
  let channel: RunningChannel;
  beforeAll(async () => {
    const folder = mkdtempSync(join(place.folder, 'services-'));
    const quiet = { ...common, folder, log: () => undefined };
    headquarters = unwrap(
      await startHeadquarters({ ...quiet, address: place.fresh(), reached: { metricsToken } }),
    );
    await createChannel(headquarters.headquarters, { id: 'C1', name: 'Channel', token });
    const { url } = headquarters;
    channel = unwrap(
      await startChannel({
        ...{ ...quiet, address: place.fresh(), headquarters: url, channel: 'C1', token },
      }),
    );
    await channel.channel.pullOnce();
  });
  afterAll(async () => {
    await channel.stop();
    await headquarters.stop();
  });

  const figures = async (url: string, headers: Record<string, string> = {}): Promise<string> =>
    (await fetch(`${url}/metrics`, { headers })).text();

  it('say that they live and that they are ready', async () => {
    const told = async (url: string) => (await fetch(url)).json();
    expect(await told(`${headquarters.url}/health`)).toEqual({ service: 'headquarters' });
    expect(await told(`${channel.url}/health`)).toEqual({ service: 'channel', realtime: true });
    expect(await told(`${headquarters.url}/ready`)).toMatchObject({ ready: true, epoch: 1 });
    expect(await told(`${channel.url}/ready`)).toMatchObject({ ready: true, realtime: true });
  });

  it('give their figures to who may have them', async () => {
    expect((await fetch(`${headquarters.url}/metrics`)).status).toBe(401);
    const text = await figures(headquarters.url, { authorization: `Bearer ${metricsToken}` });
    const beaten = { method: 'POST', route: '/v1/channel/heartbeat', status: '200' };
    expect(sample(text, 'holdfast_http_request_seconds_count', beaten)).toBeGreaterThan(0);
    for (const name of [
      'entries_received_total',
      'locks_live',
      'exceptions_open',
      'registers_owing',
    ])
      expect(sample(text, `holdfast_${name}`), name).toBe(0);
    expect(sample(text, 'holdfast_entries', { state: 'parked' })).toBe(0);
    expect(sample(text, 'process_resident_memory_bytes')).toBeGreaterThan(0);
    const idle = sample(text, 'holdfast_database_pool', { state: 'idle' });
    expect(idle !== undefined).toBe(place.kind === 'postgres');
    const own = await figures(channel.url);
    expect(sample(own, 'holdfast_realtime_up')).toBe(1);
    expect(sample(own, 'holdfast_entries_stored')).toBe(0);
  });
});

it('are not ready when a migration is missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-ready-'));
  const log: string[] = [];
  const running = unwrap(
    await startHeadquarters({
      ...{ ...common, folder, address: { file: join(folder, 'headquarters.sqlite') } },
      log: ({ text }) => void log.push(text),
    }),
  );
  const { db } = running.headquarters;
  await db.transaction((act) => act.deleteFrom('setting').execute());
  await db.query.schema.dropTable('migration').execute();
  const ready = await fetch(`${running.url}/ready`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { service: 'headquarters', ready: false },
  ]);
  expect(log[0]).toMatch(/^readiness.lost service=headquarters why=no such table: migration/);
  expect((await fetch(`${running.url}/health`)).status).toBe(200);
  await running.stop();
  rmSync(folder, { recursive: true });
});

describe('the log', () => {
  const clock = { now: () => '2026-11-29T05:00:00.000Z', running: () => 0 };
  const written = (level: 'info' | 'debug' | 'silent'): unknown[] => {
    const lines: unknown[] = [];
    const log = writeLog('channel', level, { clock, note: (text) => lines.push(JSON.parse(text)) });
    log(logLine('request.failed', { path: '/v1/push', why: 'card 9520 0000 0000 4417\nat x' }));
    log(logLine('headquarters.lost', {}));
    log(logLine('request', { status: 200, ms: 3 }, 'debug'));
    return lines;
  };

  it('is a line of JSON for each thing, without card numbers', () => {
    const lines = written('info');
    expect(lines).toEqual([
      {
        ...{ level: 'error', time: clock.now(), service: 'channel', event: 'request.failed' },
        facts: { path: '/v1/push', why: 'card ····4417\nat x' },
      },
      {
        ...{ level: 'warn', time: clock.now(), service: 'channel', event: 'headquarters.lost' },
        facts: {},
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain('9520');
  });

  it('tells as much as the level lets through', () => {
    expect(written('debug')).toHaveLength(3);
    expect(written('silent')).toEqual([]);
  });
});

it('lets what is under way end, and refuses with 503 what comes on a kept connection meanwhile', async () => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let begun = 0;
  const app = makeApplication({ log: () => undefined });
  get(app, '/slow', nothing, async () => {
    begun += 1;
    await released;
    return ok({ done: true });
  });
  get(app, '/fast', nothing, () => ok({}));
  const url = await listen(app, 0);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = (path: string): Promise<{ status: number; body: unknown }> =>
    new Promise((resolve, reject) => {
      const sent = httpRequest(url + path, { agent }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: z.json().parse(JSON.parse(text)) });
        });
      });
      sent.on('error', reject);
      sent.end();
    });
  expect((await send('/fast')).status).toBe(200);
  const slow = send('/slow');
  await expect.poll(() => begun).toBe(1);
  const closing = app.close();
  // The next on the same connection is read as soon as the slow one is answered.
  const late = send('/fast').catch((error: unknown) => String(error));
  release();
  expect(await slow).toEqual({ status: 200, body: { done: true } });
  const told = await late;
  expect(typeof told === 'string' ? told : told.status).toSatisfy(
    (found: unknown) => found === 503 || /ECONNRE|socket hang up/.test(String(found)),
  );
  await closing;
  agent.destroy();
});
