/** Services that answer HTTPS, really connected to. */
import { connect } from 'node:tls';
import { once } from 'node:events';
import { afterAll, afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { ok, type Result } from '../../../shared/fault.ts';
import { makeApplication } from '../../../server/http/application.ts';
import { makeCaller } from '../../../server/http/call.ts';
import { listen } from '../../../server/http/listen.ts';
import { get, nothing } from '../../../server/http/route.ts';
import { makeAuthority, type Issued } from './authority.ts';

const authority = makeAuthority();
const stranger = makeAuthority('Somebody else');
afterAll(() => {
  authority.remove();
  stranger.remove();
});
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function serve(certificate: Issued | undefined): Promise<string> {
  const app = makeApplication({
    log: () => undefined,
    reached: certificate === undefined ? {} : { certificate },
  });
  get(app, '/n', nothing, (_query, { protocol }) => ok({ protocol }));
  ends.push(() => app.close());
  return listen(app, 0);
}

const ask = async (url: string, authorities?: string): Promise<Result<{ protocol: string }>> =>
  makeCaller({
    url,
    token: 'a-token',
    unreachable: 'realtime.unreachable',
    stop: new AbortController().signal,
    authorities,
  })({ method: 'GET', path: '/n', timeout: 5000 }, z.object({ protocol: z.string() }));
const why = (result: Result<unknown>): unknown =>
  result.ok ? 'ok' : [result.fault.code, result.fault.data['why']];

it('answers HTTPS where there is a certificate, and plain HTTP where there is none', async () => {
  const safe = await serve(authority.issue());
  expect(safe).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(await ask(safe, authority.cert)).toEqual({ ok: true, value: { protocol: 'https' } });
  const plain = await serve(undefined);
  expect(plain).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await ask(plain)).toEqual({ ok: true, value: { protocol: 'http' } });
  // What answers HTTPS answers nothing else.
  expect((await ask(safe.replace('https', 'http'))).ok).toBe(false);
});

it('is not believed without its authority, by another one, under another name, or when its time is over', async () => {
  const url = await serve(authority.issue());
  expect(why(await ask(url))).toEqual(['realtime.unreachable', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE']);
  expect(why(await ask(url, stranger.cert))).toEqual([
    'realtime.unreachable',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ]);
  const other = await serve(authority.issue('DNS:hq.example'));
  expect(why(await ask(other, authority.cert))).toEqual([
    'realtime.unreachable',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ]);
  const over = await serve(authority.issue(undefined, { ended: true }));
  expect(why(await ask(over, authority.cert))).toEqual([
    'realtime.unreachable',
    'CERT_HAS_EXPIRED',
  ]);
});

it('believes no bad certificate because the environment says so', async () => {
  const url = await serve(authority.issue());
  const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    expect((await ask(url)).ok).toBe(false);
  } finally {
    if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  }
});

it('speaks no TLS older than 1.2', async () => {
  const port = Number(new URL(await serve(authority.issue())).port);
  const dial = async (maxVersion: 'TLSv1.1' | 'TLSv1.2'): Promise<string> => {
    const ciphers = 'DEFAULT@SECLEVEL=0';
    const options = { port, host: '127.0.0.1', ca: authority.cert, minVersion: 'TLSv1.1' } as const;
    const socket = connect({ ...options, maxVersion, ciphers });
    const [error] = await Promise.race([
      once(socket, 'secureConnect'),
      once(socket, 'error').then(([found]: unknown[]) => [found]),
    ]).catch((found: unknown) => [found]);
    socket.destroy();
    return error === undefined ? 'connected' : 'refused';
  };
  expect([await dial('TLSv1.2'), await dial('TLSv1.1')]).toEqual(['connected', 'refused']);
});
