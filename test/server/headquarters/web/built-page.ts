/** The page as it is shipped: built into a folder of its own, and served under the policy it must live with. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { bundles } from '../../../../tools/bundles.ts';
import type { makeApplication } from '../../../../server/http/application.ts';

type Application = ReturnType<typeof makeApplication>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Builds the page; `remove` deletes the folder. */
export async function buildPage(): Promise<{ folder: string; remove: () => void }> {
  const bundle = bundles.find(({ name }) => name === 'head office page');
  if (bundle === undefined) throw new Error('tools/bundles.ts names no head office page');
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-head-office-'));
  const config = await bundle.config();
  await build({
    ...config,
    ...{ mode: 'production', configFile: false, envDir: false, logLevel: 'error' },
    build: { ...config.build, outDir: folder, minify: false },
  });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function servePage(app: Application, folder: string): void {
  app.get('/*', async (request, reply) => {
    const path = request.url === '/' ? '/index.html' : request.url.replace(/[?#].*$/, '');
    const type = types[extname(path)];
    if (type === undefined || path.includes('..')) return reply.code(404).send();
    return reply
      .headers({ 'content-type': type, 'content-security-policy': "default-src 'self'" })
      .send(readFileSync(join(folder, path)));
  });
}
