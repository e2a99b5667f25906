/** Builds the harness and serves it from a free port of this machine, under a content policy as strict as the product's. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const page = `<!doctype html>
<html lang="en-US" data-theme="light">
<head><meta charset="utf-8"><link rel="icon" href="icon.svg"><link rel="stylesheet" href="main.css"><title>Holdfast</title></head>
<body><div id="root"></div><script type="module" src="main.js"></script></body>
</html>`;

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";

const kinds: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export type Harness = { readonly url: string; readonly close: () => Promise<void> };

export async function serveHarness(): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-harness-'));
  await buildHarness(folder);
  const icon = await readFile(join(import.meta.dirname, '../../../renderer/icon.svg'));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://harness').pathname;
    const answer = async () => {
      response.setHeader('content-security-policy', policy);
      response.setHeader('content-type', kinds[extname(path)] ?? 'text/html');
      if (path === '/') response.end(page);
      else if (path === '/icon.svg') response.end(icon);
      else response.end(await readFile(join(folder, path.slice(1))));
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Vite and the React plugin ask NODE_ENV which React they build for; whoever called us must not notice. */
async function buildHarness(folder: string): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({
    configFile: false,
    root: import.meta.dirname,
    plugins: [react()],
    logLevel: 'error',
    build: {
      outDir: folder,
      cssCodeSplit: false,
      minify: false,
      modulePreload: false,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        input: fileURLToPath(new URL('./main.ts', import.meta.url)),
        output: { entryFileNames: 'main.js', assetFileNames: 'main[extname]' },
      },
    },
  });
  if (before === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = before;
}
