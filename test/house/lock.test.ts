import { expect, it } from 'vitest';
import { lockFile, missingOptional } from '../../tools/lock.ts';
import { read } from './tree.ts';

const { packages } = lockFile.parse(JSON.parse(read('package-lock.json')));

it('holds every optional package, or npm ci would refuse it (npm run lock mends that)', () => {
  expect(Object.keys(missingOptional(packages))).toEqual([]);
});

it('tells an optional package that is not there, with its platform', () => {
  const missing = missingOptional({
    'node_modules/a': { version: '1.0.0', optionalDependencies: { 'a-linux-x64-musl': '1.0.0' } },
    'node_modules/b': { version: '1.0.0', optionalDependencies: { c: '1.0.0' } },
    'node_modules/b/node_modules/c': { version: '1.0.0' },
  });
  expect(missing).toEqual({
    'node_modules/a-linux-x64-musl': {
      version: '1.0.0',
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
    },
  });
});
