import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { fail, ok } from '../../../shared/fault.ts';
import { makeApplication } from '../../../server/http/application.ts';
import { listen } from '../../../server/http/listen.ts';
import { get, nothing, post } from '../../../server/http/route.ts';

type Application = ReturnType<typeof makeApplication>;

let app: Application;
let url: string;
let lines: string[];
let begun: boolean;
let released: Promise<void>;
let release: () => void;

beforeEach(async () => {
  lines = [];
  begun = false;
  released = new Promise((resolve) => {
    release = resolve;
  });
  app = makeApplication({ log: ({ text }) => lines.push(text), mostBody: 100_000 });
  post(app, '/sum', z.strictObject({ of: z.array(z.int()) }), ({ of }) =>
    ok({ sum: of.reduce((total, each) => total + each, 0) }),
  );
  post(app, '/card', nothing, () => fail('instrument.locked', { store: 'Harbour Street' }));
  get(app, '/down', nothing, () => fail('realtime.unreachable'));
  get(app, '/bug', nothing, () => {
    throw new Error('card 9520 0000 0000 4417 was not expected');
  });
  get(app, '/slow', nothing, async () => {
    begun = true;
    await released;
    return ok({ done: true });
  });
  url = await listen(app, 0);
});

afterEach(async () => {
  await app.close();
});

type Told = { status: number; body: unknown };
async function send(
  path: string,
  body?: BodyInit,
  headers: Record<string, string> = {},
): Promise<Told> {
  const init = body === undefined ? {} : { method: 'POST', body };
  const response = await fetch(url + path, {
    ...init,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  });
  return { status: response.status, body: await response.json() };
}
const faultCode = (told: Told): unknown =>
  z.object({ fault: z.object({ code: z.string() }) }).parse(told.body).fault.code;

it('answers the value of the act', async () => {
  expect(await send('/sum', JSON.stringify({ of: [1, 2] }))).toEqual({
    status: 200,
    body: { sum: 3 },
  });
});

it('reads a compressed body', async () => {
  const body = gzipSync(JSON.stringify({ of: [4, 5] }));
  expect(await send('/sum', new Uint8Array(body), { 'content-encoding': 'gzip' })).toEqual({
    status: 200,
    body: { sum: 9 },
  });
});

it('refuses a small body that opens to a huge one', async () => {
  const body = gzipSync(JSON.stringify({ of: Array.from({ length: 200_000 }, () => 1) }));
  expect(body.length).toBeLessThan(5000);
  const told = await send('/sum', new Uint8Array(body), { 'content-encoding': 'gzip' });
  expect([told.status, faultCode(told)]).toEqual([413, 'wire.malformed']);
});

it('survives an empty body that is said to be compressed', async () => {
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
  const empty = await fetch(`${url}/sum`, { method: 'POST', headers, body: '' });
  expect(empty.status).toBe(400);
  expect((await send('/sum', JSON.stringify({ of: [1] }))).status).toBe(200);
});

it.each([
  ['damaged compression', 'not gzip at all', { 'content-encoding': 'gzip' }],
  ['broken JSON', '{"of": [1', {}],
  ['another shape', '{"of": "1"}', {}],
  ['an unknown member', '{"of": [], "more": 1}', {}],
  ['another content type', 'of=1', { 'content-type': 'text/plain' }],
])('names %s wire.malformed', async (_name, body, headers: Record<string, string>) => {
  const told = await send('/sum', body, headers);
  expect(told.status).toBeGreaterThanOrEqual(400);
  expect(told.status).toBeLessThan(500);
  expect(faultCode(told)).toBe('wire.malformed');
});

it('names a wire version that it does not know', async () => {
  const told = await send('/sum', JSON.stringify({ of: [] }), { 'holdfast-wire': '2' });
  expect([told.status, faultCode(told)]).toEqual([400, 'wire.version']);
  expect((await send('/sum', JSON.stringify({ of: [] }), { 'holdfast-wire': '1' })).status).toBe(
    200,
  );
});

it('answers faults by their status and an unknown path by a fault', async () => {
  expect((await send('/card', '{}')).status).toBe(422);
  expect((await send('/down')).status).toBe(503);
  expect((await send('/nowhere')).status).toBe(404);
});

it('answers a bug without its words, and logs it without a card number', async () => {
  expect(await send('/bug')).toEqual({ status: 500, body: { error: 'internal' } });
  expect(lines.join('\n')).toContain('····4417');
  expect(lines.join('\n')).not.toContain('9520');
});

it('lets a request under way end when it closes, and takes no new one', async () => {
  const slow = send('/slow');
  await expect.poll(() => begun).toBe(true);
  const closing = app.close();
  release();
  expect(await slow).toEqual({ status: 200, body: { done: true } });
  await closing;
  await expect(send('/down')).rejects.toThrow();
});
