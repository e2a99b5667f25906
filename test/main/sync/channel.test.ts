import { afterEach, beforeEach, expect, it } from 'vitest';
import { fault } from '../../../shared/fault.ts';
import { defaultParameters } from '../../../shared/parameters.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { activate } from '../../../main/sync/activate.ts';
import { openChannel, type Channel } from '../../../main/sync/channel.ts';
import type { LinkEvent } from '../../../main/sync/link.ts';
import { openStand, type Stand } from './channelstand.ts';

let stand: Stand;
let channel: Channel;
let met: LinkEvent[];
let timeout = 4000;

const status = {
  versions: {},
  head: null,
  pending: 0,
  pendingValue: 0,
  clock: '2026-11-22T10:00:00.000Z',
  version: '1.0.0',
};
const hold = {
  incarnation: 0,
  seq: 1,
  id: 'hold-1',
  register: 'S01-R02',
  predecessors: [],
  epoch: 1,
  head: null,
  wants: [],
};
const open = (url: string): Channel =>
  openChannel({
    url,
    token: () => 'secret-token',
    profile: () => ({ ...defaultParameters.offlineProfile, timeout }),
    clock: { now: () => '2026-11-22T10:00:00.000Z', running: () => performance.now() },
    met: (event) => met.push(event),
  });

beforeEach(async () => {
  timeout = 4000;
  met = [];
  stand = await openStand();
  channel = open(stand.url);
});
afterEach(async () => {
  channel.close();
  await stand.close();
});

it('carries token and wire version, and tells the link of a heartbeat', async () => {
  expect(await channel.heartbeat(status)).toEqual({ ok: true, value: stand.beat });
  expect(stand.headers.get(channelPaths.heartbeat)).toMatchObject({
    authorization: 'Bearer secret-token',
    'holdfast-wire': '1',
  });
  expect(met).toMatchObject([{ event: 'heartbeat', realtime: true }]);
});

it('compresses pages and leaves small bodies as they are', async () => {
  const entry = { hash: 'a'.repeat(64), content: 'x'.repeat(5000) };
  expect((await channel.push({ register: 'S01-R02', entries: [entry] })).ok).toBe(true);
  expect(stand.headers.get(channelPaths.push)?.['content-encoding']).toBe('gzip');
  await channel.push({ register: 'S01-R02', entries: [] });
  expect(stand.headers.get(channelPaths.push)?.['content-encoding']).toBeUndefined();
});

it('keeps its connection', async () => {
  for (let call = 0; call < 3; call += 1) await channel.heartbeat(status);
  expect(stand.headers.get(channelPaths.heartbeat)?.connection).toBe('keep-alive');
});

it.each([
  ['a fault of the contract', { fault: fault('device.unknown') }, 'device.unknown'],
  ['a version that it does not know', { fault: fault('wire.version') }, 'wire.version'],
  ['an answer without sense', { body: { time: 'now' } }, 'wire.malformed'],
  ['a page of something else', { status: 200, raw: '<html>sign in</html>' }, 'wire.malformed'],
  ['a proxy without its service', { status: 502, raw: 'bad gateway' }, 'channel.unreachable'],
  ['a refusal without reason', { status: 403, raw: '' }, 'channel.refused'],
  ['a refusal of the token', { status: 401, raw: '{}' }, 'device.unknown'],
] as const)('makes a fault of %s', async (_, reply, code) => {
  stand.always.set(channelPaths.heartbeat, reply);
  expect(await channel.heartbeat(status)).toMatchObject({ ok: false, fault: { code } });
  expect(met).toMatchObject([{ event: 'channelFailed', what: 'heartbeat', code }]);
});

it.each([
  ['our services', JSON.stringify({ fault: fault('service.busy', { seconds: 40 }) }), '40', 40],
  ['a proxy', 'slow down', '7', 7],
  ['a proxy that says no time', '', undefined, 5],
  ['a proxy that names a date', '', 'Sun, 22 Nov 2026 10:00:00 GMT', 5],
  ['a proxy that says for ever', '', '999999999', 300],
] as const)(
  'takes "too many requests" of %s as later, and the line as it was',
  async (_, raw, retryAfter, seconds) => {
    const reply = { status: 429, raw, ...(retryAfter === undefined ? {} : { retryAfter }) };
    for (const path of Object.values(channelPaths)) stand.always.set(path, reply);
    const told = { ok: false, fault: fault('service.busy', { seconds }) };
    expect(await channel.heartbeat(status)).toEqual(told);
    expect(await channel.push({ register: 'S01-R02', entries: [] })).toEqual(told);
    expect(await channel.hold(hold)).toEqual(told);
    expect(fault('service.busy').retry).toBe('later');
    expect(met).toEqual([]);
  },
);

it('still hears another fault whose status is 429', async () => {
  const raw = JSON.stringify({ fault: fault('instrument.pinLocked', { until: 'then' }) });
  stand.always.set(channelPaths.hold, { status: 429, raw });
  expect(await channel.hold(hold)).toMatchObject({ fault: { code: 'instrument.pinLocked' } });
  expect(met).toMatchObject([{ event: 'realtimeAnswered' }]);
});

it('repeats a call whose connection was reset, at once, as often as the profile says', async () => {
  stand.odd.set(channelPaths.push, ['reset', null]);
  expect((await channel.push({ register: 'S01-R02', entries: [] })).ok).toBe(true);
  stand.odd.set(channelPaths.push, ['reset', 'reset', null]);
  expect(await channel.push({ register: 'S01-R02', entries: [] })).toMatchObject({
    fault: { code: 'channel.unreachable' },
  });
  expect(met).toMatchObject([
    { event: 'channelAnswered' },
    { event: 'channelFailed', code: 'channel.unreachable' },
  ]);
});

it('counts a call beyond the time-out as a lost line: the service for a HOLD, the channel for the rest', async () => {
  timeout = 100;
  stand.always.set(channelPaths.hold, 'silent');
  stand.always.set(channelPaths.answers, 'silent');
  expect(await channel.hold(hold)).toMatchObject({ fault: { code: 'realtime.unreachable' } });
  expect(await channel.answers(0)).toMatchObject({ fault: { code: 'channel.unreachable' } });
  expect(met).toMatchObject([
    { event: 'realtimeFailed', what: 'hold' },
    { event: 'channelFailed', what: 'answers' },
  ]);
});

it('tells the two links apart by what is answered', async () => {
  stand.odd.set(channelPaths.hold, [{ fault: fault('realtime.unreachable') }]);
  await channel.hold(hold);
  await channel.hold(hold);
  stand.odd.set(channelPaths.inquire, [{ fault: fault('instrument.unknown') }]);
  expect(
    await channel.inquire({ register: 'S01-R02', kind: 'giftCard', number: '6001234567890017' }),
  ).toMatchObject({ fault: { code: 'instrument.unknown' } });
  expect(met).toMatchObject([
    { event: 'realtimeFailed' },
    { event: 'realtimeAnswered', what: 'hold' },
    { event: 'realtimeAnswered', what: 'inquire' },
  ]);
});

it('says nothing of the line when this side gives the call up', async () => {
  stand.always.set(channelPaths.hold, 'silent');
  const controller = new AbortController();
  const held = channel.hold(hold, controller.signal);
  controller.abort();
  expect(await held).toMatchObject({ ok: false, fault: { code: 'channel.disconnected' } });
  expect(met).toEqual([]);
});

it('meets nobody', async () => {
  const nowhere = open('http://127.0.0.1:9');
  expect(await nowhere.push({ register: 'S01-R02', entries: [] })).toMatchObject({
    fault: { code: 'channel.unreachable' },
  });
  expect(met).toMatchObject([{ event: 'channelFailed', what: 'push' }]);
  nowhere.close();
});

it('activates with a code, once', async () => {
  const activation = {
    register: 'S01-R02',
    registerName: 'R02',
    store: 'S01',
    token: 't'.repeat(32),
    signingKey: 'key',
    epoch: 1,
  };
  stand.odd.set(channelPaths.activate, [{ body: activation }, { fault: fault('activation.code') }]);
  expect(await activate(stand.url, 'ABCD-1234', 'till 2')).toEqual({ ok: true, value: activation });
  expect(await activate(stand.url, 'ABCD-1234', 'till 2')).toMatchObject({
    fault: { code: 'activation.code' },
  });
  expect(stand.headers.get(channelPaths.activate)?.authorization).toBeUndefined();
});
