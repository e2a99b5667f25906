/** docs/SERVERS.md names what there is, and nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from '../../../server/app/commandline.ts';
import { variableNames } from '../../../server/app/configuration.ts';
import { files, read } from '../../house/tree.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/SERVERS.md'), 'utf8');
const named = (pattern: RegExp): string[] =>
  [...new Set([...page.matchAll(pattern)].map((match) => match[1] ?? match[0]))].toSorted();

it('names every command', () => {
  for (const name of Object.keys(commands)) expect(page, name).toContain(`\`${name}`);
});

it('names every variable and no other', () => {
  expect(named(/`(HOLDFAST_[A-Z_]+|DATABASE_URL)`/g)).toEqual(variableNames.toSorted());
});

it('names every figure and no other', () => {
  const made = files
    .filter((file) => /^server\/.*metrics\.ts$/.test(file))
    .flatMap((file) =>
      [...read(file).matchAll(/'(holdfast_\w+)'/g)].map((match) => match[1] ?? ''),
    );
  const sorted = [...new Set(made)].toSorted((left, right) => (left < right ? -1 : 1));
  expect(named(/`(holdfast_\w+)`/g)).toEqual(sorted);
});
