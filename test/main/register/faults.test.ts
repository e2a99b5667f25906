/** Every fault that the register can answer by itself is met by one of its tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultCodes } from '../../../shared/fault.ts';

const root = join(import.meta.dirname, '../../..');
const textOf = (folder: string, only: (name: string) => boolean): string =>
  readdirSync(join(root, folder))
    .filter(only)
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');

it('meets every fault of the selling logic', () => {
  const rules = new Set(['move.ts', 'tender.ts', 'completion.ts', 'sale.ts']);
  const source =
    textOf('main/register', (name) => name.endsWith('.ts')) +
    textOf('shared', (name) => rules.has(name));
  const made = new Set(
    [...source.matchAll(/\b(?:fail|fault)\('([\w.]+)'/g)].map((match) => match[1]),
  );
  const tests = textOf('test/main/register', (name) => name.endsWith('.test.ts'));
  const codes = faultCodes.filter((code) => made.has(code));
  expect(codes.length).toBeGreaterThan(40);
  expect(codes.filter((code) => !tests.includes(`'${code}'`))).toEqual([]);
});
