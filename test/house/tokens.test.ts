/** A style that names a token which nobody defines has no value at all, and nothing says so. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const styles = globSync('{renderer,shared,server}/**/look/*.css', {
  cwd: root,
  exclude: (name) => name.includes('node_modules'),
}).map((path) => readFileSync(join(root, path), 'utf8'));

it('every token that a style names is defined', () => {
  const all = styles.join('\n');
  const defined = new Set([...all.matchAll(/(--[a-z0-9-]+):/g)].map(([, name]) => name));
  const named = new Set([...all.matchAll(/var\((--[a-z0-9-]+)/g)].map(([, name]) => name));
  expect(named.size).toBeGreaterThan(40);
  expect([...named].filter((name) => !defined.has(name))).toEqual([]);
});
