/** The catalogue of events, the page about it, and the code that writes them say the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventNames, events } from '../../../../main/app/log/catalogue.ts';
import { read, sources } from '../../../house/tree.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/EVENTS.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d+) \| (\w+) \| `([\w.]+)` \| (.+) \|$/gm)].map(
  ([, id, level, name, meaning]) => ({ id: Number(id), level, name, meaning }),
);

test('every event is on the page as it is in the code, and no other', () => {
  expect(rows).toEqual(Object.entries(events).map(([name, event]) => ({ name, ...event })));
});

test('no number is given twice, and Windows takes all of them', () => {
  const ids = Object.values(events).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id < 1 || id > 999)).toEqual([]);
});

test('every event is written somewhere', () => {
  const program = sources
    .filter((file) => file.startsWith('main/app/') && !file.endsWith('log/catalogue.ts'))
    .map((file) => read(file))
    .join('\n');
  expect(eventNames.filter((name) => !program.includes(`'${name}'`))).toEqual([]);
});
