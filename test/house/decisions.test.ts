import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { files, read } from './tree.ts';

const folder = 'docs/decisions';
const decisions = files
  .filter((file) => file.startsWith(`${folder}/`) && file.endsWith('.md'))
  .map((file) => basename(file))
  .filter((name) => name !== 'README.md')
  .toSorted();

it('numbers the decisions without a gap', () => {
  const expected = decisions.map((_, index) => String(index + 1).padStart(4, '0'));
  expect(decisions.map((name) => name.slice(0, 4))).toEqual(expected);
});

it('lists every decision, and no other', () => {
  const listed = [...read(`${folder}/README.md`).matchAll(/\]\((\d{4}-[^)]+\.md)\)/g)];
  expect(listed.map((match) => match[1])).toEqual(decisions);
});

it('names every direct dependency in the decision about dependencies', () => {
  const text = read(`${folder}/0001-dependencies.md`);
  const names = ['package.json', 'server/package.json'].flatMap((file) =>
    [...read(file).matchAll(/^ {4}"(@?[a-z][^"]*)": "\d/gm)].map((match) => match[1] ?? ''),
  );
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
