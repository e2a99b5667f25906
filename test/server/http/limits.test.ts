/** Limits of requests, by address, device and sign-in, on a real port. */
import { afterEach, expect, it } from 'vitest';
import { ok } from '../../../shared/fault.ts';
import { makeApplication, type Reached } from '../../../server/http/application.ts';
import { defaultLimits } from '../../../server/http/limits.ts';
import { listen } from '../../../server/http/listen.ts';
import { get, nothing, post } from '../../../server/http/route.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const none = { perAddress: 0, perDevice: 0, perSignIn: 0 };
let heard = 0;

async function serve(reached: Reached): Promise<string> {
  heard = 0;
  const app = makeApplication({ log: () => undefined, reached, signIns: ['/session'] });
  const count = () => ok({ heard: (heard += 1) });
  get(app, '/have', nothing, count);
  get(app, '/session', nothing, count);
  post(app, '/session', nothing, count);
  ends.push(() => app.close());
  return listen(app, 0);
}

const ask = async (
  url: string,
  more: { readonly token?: string; readonly from?: string; readonly method?: string } = {},
): Promise<Response> =>
  fetch(url, {
    method: more.method ?? 'GET',
    headers: {
      ...(more.token === undefined ? {} : { authorization: `Bearer ${more.token}` }),
      ...(more.from === undefined ? {} : { 'x-forwarded-for': more.from }),
    },
  });
const statuses = async (times: number, one: () => Promise<Response>): Promise<number[]> => {
  const got: number[] = [];
  for (let n = 0; n < times; n += 1) got.push((await one()).status);
  return got;
};

it('answers what is above the limit of an address with the time to come again, before anything is done', async () => {
  const url = await serve({ limits: { ...none, perAddress: 3 } });
  expect(await statuses(3, () => ask(`${url}/have`))).toEqual([200, 200, 200]);
  const refused = await ask(`${url}/have`);
  expect(refused.status).toBe(429);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(await refused.json()).toEqual({
    fault: { code: 'service.busy', data: { seconds }, retry: 'later' },
  });
  // A path that is not there counts as well.
  expect((await ask(`${url}/nowhere`)).status).toBe(429);
  expect(heard).toBe(3);
});

it('counts each device for itself, although all come from one address', async () => {
  const url = await serve({ limits: { ...none, perDevice: 2 } });
  const call = (token: string) => () => ask(`${url}/have`, { token });
  expect(await statuses(3, call('register-1'))).toEqual([200, 200, 429]);
  expect(await statuses(3, call('register-2'))).toEqual([200, 200, 429]);
  expect((await ask(`${url}/have`)).status).toBe(200);
});

it('counts what hashes a password for itself', async () => {
  const url = await serve({ limits: { ...none, perSignIn: 1 } });
  const signIn = () => ask(`${url}/session`, { method: 'POST' });
  expect(await statuses(2, signIn)).toEqual([200, 429]);
  expect((await ask(`${url}/session`)).status).toBe(200);
});

it('takes the word of a proxy that it was told of for whom it speaks, and of nobody else', async () => {
  const limits = { ...none, perAddress: 1 };
  const behind = await serve({ limits, proxies: ['127.0.0.1'] });
  const from = (url: string) => (address: string) => ask(`${url}/have`, { from: address });
  for (const address of ['192.0.2.1', '192.0.2.2'])
    expect((await from(behind)(address)).status).toBe(200);
  expect((await from(behind)('192.0.2.1')).status).toBe(429);
  const direct = await serve({ limits });
  expect((await from(direct)('192.0.2.1')).status).toBe(200);
  expect((await from(direct)('192.0.2.2')).status).toBe(429);
});

it('lets 400 registers behind one address come back at once, each with a heartbeat, HAVE, a page, answers and a HOLD', async () => {
  const url = await serve({ limits: defaultLimits });
  const registers = Array.from({ length: 400 }, (_, index) => `register-${index}`);
  const told = await Promise.all(
    registers.map((token) => statuses(5, () => ask(`${url}/have`, { token }))),
  );
  expect(told.flat().filter((status) => status !== 200)).toEqual([]);
  expect(heard).toBe(2000);
});
