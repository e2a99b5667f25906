/** Serves the harness from a free port of this machine. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { createServer, type ViteDevServer } from 'vite';

export async function serveHarness(): Promise<{ server: ViteDevServer; url: string }> {
  const server = await createServer({
    configFile: false,
    root: join(import.meta.dirname, '../../..'),
    plugins: [react()],
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', watch: null, hmr: false },
    optimizeDeps: { entries: ['test/renderer/harness/index.html'] },
  });
  await server.listen();
  const address = server.resolvedUrls?.local[0] ?? '';
  return { server, url: `${address}test/renderer/harness/index.html` };
}
