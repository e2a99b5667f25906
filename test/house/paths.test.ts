import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { files, read, root } from './tree.ts';

/** What people read, and what is run where no compiler looks. */
const read_ = files.filter((file) =>
  /^(docs|build|deploy|\.github)\/|^[^/]+\.(md|yml)$/.test(file),
);
const texts = read_.filter((file) => !/\.(png|ico)$/.test(file));
const named =
  /\b(?:test|tools|main|server|shared|renderer|build|deploy|docs)\/[\w./-]+\.(?:tsx?|ps1|sh|nsh|wxs|json|md|yml)\b/g;

it('names only files that are there', () => {
  const missing = texts.flatMap((file) =>
    [...read(file).matchAll(named)]
      .filter(([path]) => !existsSync(join(root, path)))
      .map(([path]) => `${file}: ${path}`),
  );
  expect(texts.length).toBeGreaterThan(40);
  expect(missing).toEqual([]);
});
