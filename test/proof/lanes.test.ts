import { expect, it } from 'vitest';
import { inLanes } from './lanes.ts';
import type { Row } from './row.ts';

const makeRow = (name: string, alone?: true): Row => ({
  name,
  title: name,
  method: '',
  unit: 'times',
  small: 1,
  full: 1,
  ...(alone === undefined ? {} : { alone }),
  run: async () => ({ losses: {}, seen: {}, flaws: [] }),
});

it('proves every row once: those that must be alone by themselves, the others at most two at a time', async () => {
  const names = ['race', 'other', 'another', 'kill', 'yet another'];
  const rows = [
    ...names.map((name) => makeRow(name)),
    makeRow('first', true),
    makeRow('next', true),
  ];
  const under = new Set<string>();
  const beside = new Map<string, number>();
  const ended: string[] = [];
  await inLanes(rows, async ({ name }) => {
    under.add(name);
    for (let turn = 0; turn < 5; turn += 1) {
      beside.set(name, Math.max(beside.get(name) ?? 0, under.size));
      await Promise.resolve();
    }
    under.delete(name);
    ended.push(name);
  });
  expect(ended.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
  expect(ended.slice(0, 2)).toEqual(['first', 'next']);
  expect(beside.get('first')).toBe(1);
  expect(beside.get('next')).toBe(1);
  expect(Math.max(...beside.values())).toBe(2);
});
