/** Whom a register believes, against real servers with real certificates. */
import { createServer } from 'node:https';
import { once } from 'node:events';
import { afterAll, afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { Fault } from '../../../shared/fault.ts';
import { openLine } from '../../../main/sync/call.ts';
import { publicTrust, type Trust } from '../../../main/sync/trust.ts';
import { makeAuthority, type Issued } from '../../server/http/authority.ts';

const authority = makeAuthority();
const stranger = makeAuthority('Somebody else');
afterAll(() => {
  authority.remove();
  stranger.remove();
});
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

type Served = {
  readonly url: string;
  readonly heard: string[];
  readonly swap: (to: Issued) => void;
};
async function serve(issued: Issued): Promise<Served> {
  const heard: string[] = [];
  const server = createServer({ cert: issued.cert, key: issued.key }, (request, response) => {
    heard.push(request.headers.authorization ?? '');
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `https://127.0.0.1:${port}`,
    heard,
    swap: ({ cert, key }) => {
      server.setSecureContext({ cert, key });
      server.closeAllConnections();
    },
  };
}

function dial(url: string, trust: Trust): () => Promise<Fault | 'answered'> {
  const line = openLine(url, trust);
  ends.push(line.close);
  return async () => {
    const { result } = await line.call({
      method: 'POST',
      path: '/v1/heartbeat',
      body: {},
      token: 'the-token',
      timeout: 5000,
      retries: 1,
      answer: z.unknown(),
    });
    return result.ok ? 'answered' : result.fault;
  };
}
const own = (...pins: string[]): Trust => ({ pins, authorities: authority.cert });

it('takes a channel whose certificate holds and whose key is pinned, call after call', async () => {
  const issued = authority.issue();
  const served = await serve(issued);
  const call = dial(served.url, own(issued.pin));
  expect([await call(), await call(), await call()]).toEqual(['answered', 'answered', 'answered']);
  expect(served.heard).toEqual(['Bearer the-token', 'Bearer the-token', 'Bearer the-token']);
});

it('refuses another key although its certificate holds, and sends it nothing', async () => {
  const served = await serve(authority.issue());
  const call = dial(served.url, own(authority.issue().pin));
  for (let n = 0; n < 3; n += 1)
    expect(await call()).toMatchObject({ code: 'channel.pin', retry: 'later' });
  expect(served.heard).toEqual([]);
});

it('refuses a certificate that does not hold although its key is pinned', async () => {
  const [strange, elsewhere, over] = [
    stranger.issue(),
    authority.issue('DNS:elsewhere.example'),
    authority.issue(undefined, { ended: true }),
  ];
  for (const [issued, why] of [
    [strange, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    [elsewhere, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    [over, 'CERT_HAS_EXPIRED'],
  ] as const) {
    const served = await serve(issued);
    expect(await dial(served.url, own(issued.pin))()).toMatchObject({
      code: 'channel.certificate',
      data: { why },
    });
    expect(served.heard).toEqual([]);
  }
});

it('knows an own authority only where IT has named it', async () => {
  const served = await serve(authority.issue());
  expect(await dial(served.url, publicTrust)()).toMatchObject({ code: 'channel.certificate' });
  expect(await dial(served.url, own())()).toBe('answered');
});

it('goes over a renewal with the same key, and over an exchange of keys with two pins', async () => {
  const [first, second] = [authority.issue(), authority.issue()];
  const served = await serve(first);
  const [one, both] = [
    dial(served.url, own(first.pin)),
    dial(served.url, own(first.pin, second.pin)),
  ];
  expect([await one(), await both()]).toEqual(['answered', 'answered']);
  served.swap(authority.issue(undefined, { keyOf: first }));
  expect([await one(), await both()]).toEqual(['answered', 'answered']);
  served.swap(second);
  expect(await one()).toMatchObject({ code: 'channel.pin' });
  expect(await both()).toBe('answered');
});
