import { expect, it } from 'vitest';
import { tableOf } from './report.ts';
import { rows } from './rows.ts';

const run = {
  command: 'npm run bench -- feed',
  day: '2026-11-29',
  cores: 2,
  limit: { atMost: 2 },
  found: [{ measured: 4, bound: 2, unit: 's', notes: [] }],
};
const firstCell = (table: string): string => table.split('\n')[2]?.split(' | ')[0] ?? '';

it('tells of a kept run what was measured then, however many the next one would take', () => {
  const title = 'A first load of 200000 products by the feed';
  expect(firstCell(tableOf({ feed: { title, ...run } }))).toBe(`| ${title}`);
});

it('has for a run that was kept without its title the one of its row', () => {
  const title = rows.find(({ name }) => name === 'feed')?.title;
  expect(firstCell(tableOf({ feed: run }))).toBe(`| ${title}`);
});
