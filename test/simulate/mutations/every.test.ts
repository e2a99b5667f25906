import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../tools/command.ts';
import { everyMutation } from './every.ts';

it('breaks texts that stand in the program exactly once: a rule that moved must be broken where it is now', () => {
  const stale = everyMutation.flatMap(({ name, edits }) =>
    edits
      .filter(({ file, find }) => readFileSync(join(root, file), 'utf8').split(find).length !== 2)
      .map(({ file }) => `${name}: ${file}`),
  );
  expect(stale).toEqual([]);
});

it('names tests that there are, and gives each broken rule a name of its own', () => {
  const tests = everyMutation.flatMap(({ test }) => test ?? []);
  expect(tests.filter((test) => !existsSync(join(root, test)))).toEqual([]);
  expect(new Set(everyMutation.map(({ name }) => name)).size).toBe(everyMutation.length);
});
