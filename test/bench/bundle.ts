/** What the register's window loads before its first frame, as bytes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { root } from '../../tools/command.ts';
import type { Row } from './row.ts';

/** Most that the window may load, compressed: 300 KB. */
export const mostBytes = 300_000;

/** The page and each script and sheet that it names, each compressed by itself. */
export function windowBytes(): { readonly gzip: number; readonly brotli: number } {
  const folder = join(root, 'out/renderer');
  const page = readFileSync(join(folder, 'index.html'));
  const named = [...page.toString().matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)];
  const files = [page, ...named.map(([, path]) => readFileSync(join(folder, path ?? '')))];
  if (files.length < 3) throw new Error('the page names neither script nor sheet');
  const sum = (compress: (file: Buffer) => Buffer): number =>
    files.reduce((bytes, file) => bytes + compress(file).length, 0);
  return { gzip: sum(gzipSync), brotli: sum(brotliCompressSync) };
}

export const bundleRow: Row = {
  name: 'bundle',
  title: "The window's page, scripts and sheets, gzip",
  command: 'npm run bench -- bundle',
  against: '300 KB',
  limit: { atMost: 1 },
  run: async () => {
    const { gzip, brotli } = windowBytes();
    return {
      measured: gzip / 1000,
      bound: mostBytes / 1000,
      unit: 'KB',
      notes: [`brotli ${(brotli / 1000).toFixed(0)} KB`],
    };
  },
};
