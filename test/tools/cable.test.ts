import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { layCable } from '../../tools/cable.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function answering(): Promise<string> {
  const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

const asked = async (url: string): Promise<string> => (await fetch(url)).text();

test('a cable carries, a cut cable refuses, a mended one carries again on the same port', async () => {
  const cable = await layCable(await answering());
  ends.push(cable.cut);
  expect(await asked(cable.url)).toBe('here');
  await cable.cut();
  expect(cable.isCut()).toBe(true);
  await expect(asked(cable.url)).rejects.toThrow();
  await cable.mend();
  expect(await asked(cable.url)).toBe('here');
});

test('cutting ends a request that is under way', async () => {
  const slow = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(slow, 'listening');
  ends.push(async () => {
    slow.closeAllConnections();
    slow.close();
  });
  const address = slow.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const cable = await layCable(`http://127.0.0.1:${address.port}`);
  ends.push(cable.cut);
  const waiting = asked(cable.url);
  const arrived = once(slow, 'request');
  await arrived;
  await Promise.all([expect(waiting).rejects.toThrow(), cable.cut()]);
});
