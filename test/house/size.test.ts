import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { files, read, sources } from './tree.ts';

const mostLines = 300;
const lines = (file: string): number => read(file).trimEnd().split('\n').length;

const vague = new Set([
  'common',
  'helper',
  'helpers',
  'manager',
  'misc',
  'service',
  'services',
  'store',
  'stuff',
  'types',
  'util',
  'utils',
]);

const vagueWords = (file: string): boolean =>
  basename(file)
    .split(/[.\-_]/)
    .some((word) => vague.has(word.toLowerCase()));

it(`has no file of more than ${mostLines} lines`, () => {
  const long = files
    .filter((file) => /\.(ts|tsx|css)$/.test(file))
    .filter((file) => lines(file) > mostLines)
    .map((file) => `${file}: ${lines(file)} lines`);
  expect(long).toEqual([]);
});

it('has no file whose name could hold anything', () => {
  expect(sources.filter(vagueWords)).toEqual([]);
});

it('has no barrel, a file that only hands on what others export', () => {
  const onlyHandsOn = (file: string): boolean => {
    const statements = read(file)
      .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      .split(';')
      .map((statement) => statement.trim())
      .filter((statement) => statement !== '');
    return (
      statements.length > 0 &&
      statements.every((statement) => /^export\b[\s\S]*\bfrom\s+'[^']+'$/.test(statement))
    );
  };
  expect(sources.filter(onlyHandsOn)).toEqual([]);
});
