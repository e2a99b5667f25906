import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { fault, type Result } from '../../../shared/fault.ts';
import { makeCaller, type Caller } from '../../../server/http/call.ts';

type Answer = { status: number; body: string } | 'silence' | 'reset';
let server: Server;
let answers: Answer[];
let seen: {
  body: string;
  encoding: string | undefined;
  token: string | undefined;
  wire: string | undefined;
}[];
let call: Caller;
let stop: AbortController;

beforeEach(async () => {
  answers = [];
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const encoding = request.headers['content-encoding'];
      const sent = Buffer.concat(chunks);
      const body = (encoding === 'gzip' ? gunzipSync(sent) : sent).toString();
      seen.push({
        body,
        encoding,
        token: request.headers.authorization,
        wire: String(request.headers['holdfast-wire']),
      });
      const answer = answers.shift() ?? { status: 200, body: '{"n":1}' };
      if (answer === 'reset') request.socket.destroy();
      else if (answer !== 'silence')
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  stop = new AbortController();
  call = makeCaller({
    url: `http://127.0.0.1:${port}`,
    token: 'the-token',
    unreachable: 'realtime.unreachable',
    stop: stop.signal,
  });
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const schema = z.strictObject({ n: z.int() });
const ask = async (body: unknown = {}, timeout = 2000): Promise<Result<{ n: number }>> =>
  call({ method: 'POST', path: '/x', body, timeout }, schema);

it('brings the answer, with token and wire version sent along', async () => {
  expect(await ask({ a: 1 })).toEqual({ ok: true, value: { n: 1 } });
  expect(seen).toEqual([
    { body: '{"a":1}', encoding: undefined, token: 'Bearer the-token', wire: '1' },
  ]);
});

it('compresses a large body', async () => {
  const text = 'x'.repeat(10_000);
  await ask({ text });
  expect(seen[0]?.encoding).toBe('gzip');
  expect(seen[0]?.body).toBe(JSON.stringify({ text }));
});

it('passes on a named fault of the other side, whatever its status', async () => {
  const told = fault('instrument.locked', { store: 'Mill Lane' });
  for (const status of [200, 409, 503]) {
    answers = [{ status, body: JSON.stringify({ fault: told }) }];
    expect(await ask()).toEqual({ ok: false, fault: told });
  }
});

it.each([
  ['a page of a proxy', { status: 502, body: '<html>Bad gateway</html>' }, 'realtime.unreachable'],
  [
    'a bug of the other side',
    { status: 500, body: '{"error":"internal"}' },
    'realtime.unreachable',
  ],
  [
    'a fault that nobody knows',
    { status: 422, body: '{"fault":{"code":"card.melted","data":{},"retry":"no"}}' },
    'realtime.unreachable',
  ],
  ['an answer of another shape', { status: 200, body: '{"n":"one"}' }, 'wire.malformed'],
  ['half an answer', { status: 200, body: '{"n":' }, 'wire.malformed'],
] as const)('names %s', async (_name, answer, code) => {
  answers = [answer];
  const result = await ask();
  expect(result.ok ? '' : result.fault.code).toBe(code);
});

it('gives up in time', async () => {
  answers = ['silence'];
  const result = await ask({}, 100);
  expect(result.ok ? '' : result.fault.code).toBe('realtime.unreachable');
});

it('tries a second time when a kept-alive connection was just closed, and no third time', async () => {
  answers = ['reset'];
  expect((await ask()).ok).toBe(true);
  answers = ['reset', 'reset'];
  const result = await ask();
  expect(result.ok ? '' : result.fault.code).toBe('realtime.unreachable');
  expect(seen).toHaveLength(4);
});

it('ends calls under way when it is stopped', async () => {
  answers = ['silence'];
  const asked = ask();
  await expect.poll(() => seen.length).toBe(1);
  stop.abort();
  expect((await asked).ok).toBe(false);
});
