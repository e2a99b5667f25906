/** The page of the rivals, built by Vite as the window is, and a server on loopback that gives it products and a sale. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { root } from '../../../tools/command.ts';
import { listen } from '../../../tools/listen.ts';
import { goodsOf } from '../paint/goods.ts';
import type { Sale } from './engine.ts';
import { here } from './install.ts';
import type { Page } from './meter.ts';

/** As many products as the channel sends in a page. */
const pageProducts = 1_000;

/** The page of products that begins at this one, of a catalogue of so many. */
export function productsFrom(from: number, count: number): Page {
  const size = Math.min(pageProducts, count - from);
  return {
    products: Array.from({ length: size }, (_, index) => goodsOf(from + index)),
    isLast: from + size >= count,
  };
}

const built = join(root, 'test-results/bench/rivals-page');
const kinds: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};
const html =
  '<!doctype html><meta charset="utf-8"><title>Rival</title><script type="module" src="/main.js"></script>';

export async function buildPage(): Promise<void> {
  const vite = await import('vite');
  await vite.build({
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    root: here,
    build: {
      outDir: built,
      emptyOutDir: true,
      target: 'chrome156',
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: {
        input: { main: join(here, 'page/main.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name].js' },
      },
    },
  });
}

function answer(path: string, from: number, data: { count: number; sale: Sale }): Buffer | string {
  if (path === '/') return html;
  if (path === '/products.json') return JSON.stringify(productsFrom(from, data.count));
  if (path === '/sale.json') return JSON.stringify(data.sale);
  if (path.endsWith('.wasm')) return readFileSync(join(here, 'node_modules/sql.js/dist', path));
  return readFileSync(join(built, path));
}

/** Isolated from other origins: only then does Chromium's clock tell five microseconds. */
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

export const serve = (data: { count: number; sale: Sale }): ReturnType<typeof listen> =>
  listen(
    createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
      try {
        const body = answer(pathname, Number(searchParams.get('from') ?? 0), data);
        const type =
          kinds[extname(pathname)] ?? (pathname === '/' ? 'text/html' : 'application/json');
        response.writeHead(200, { ...isolation, 'content-type': type }).end(body);
      } catch {
        response.writeHead(404).end();
      }
    }),
  );
