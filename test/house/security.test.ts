import { expect, it } from 'vitest';
import { files, read } from './tree.ts';

it('names in docs/SECURITY.md only tests that are there, and all of test/security', () => {
  const named = new Set(
    [...read('docs/SECURITY.md').matchAll(/`(test\/[\w/.-]+\.test\.tsx?)`/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  expect(named.size).toBeGreaterThan(30);
  expect([...named].filter((file) => !files.includes(file))).toEqual([]);
  const own = files.filter((file) => /^test\/security\/.*\.test\.ts$/.test(file));
  expect(own.filter((file) => !named.has(file))).toEqual([]);
});
