/** A server of a tool or test, on a free port of loopback. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts listening; answers the address and how to end it. */
export async function listen(
  server: Server,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
