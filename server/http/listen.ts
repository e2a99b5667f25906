/** Opening and closing an application's port. */
import { Server as HttpsServer } from 'node:https';
import type { FastifyInstance } from 'fastify';

/** Listens on the host (loopback unless told) and port (0: any free one) and answers the base URL. */
export async function listen(
  app: FastifyInstance,
  port: number,
  host = '127.0.0.1',
): Promise<string> {
  await app.listen({ port, host });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('the service has no port');
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const scheme = app.server instanceof HttpsServer ? 'https' : 'http';
  return `${scheme}://${name}:${address.port}`;
}
