import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWitness } from '../../../main/database/witness.ts';
import { sealEntry, type Entry } from '../../../shared/entry.ts';
import { must, newFolder } from './file.ts';

const entryOf = (number: number, text = ''): Entry =>
  sealEntry({
    format: 1,
    register: 'S01-R02',
    incarnation: 1,
    number,
    previous: [],
    at: '2026-11-22T10:41:00.000Z',
    body: { kind: 'audit', audit: { act: 'drawer', staff: null, note: text } },
  });

const newFile = (): string => join(newFolder(), 'witness');

it('keeps entries over its closing, in order, until they are dropped', () => {
  const file = newFile();
  const witness = openWitness(file);
  expect(witness.read()).toEqual([]);
  expect(witness.newest()).toBeNull();
  for (const n of [1, 2, 3]) must(witness.append(entryOf(n), n));
  must(witness.append(entryOf(2), 2));
  must(witness.drop([entryOf(2).hash, entryOf(9).hash]));
  for (const seen of [witness, openWitness(file)]) {
    expect(seen.read()).toEqual([entryOf(1), entryOf(3)]);
    expect(seen.newest()).toEqual({
      register: 'S01-R02',
      number: 3,
      hash: entryOf(3).hash,
      receipt: 0,
    });
  }
});

it('passes over a line that a power cut tore, and goes on after it', () => {
  const file = newFile();
  const witness = openWitness(file);
  must(witness.append(entryOf(1), 1));
  must(witness.append(entryOf(2), 2));
  witness.close();
  truncateSync(file, statSync(file).size - 20);
  const torn = openWitness(file);
  expect(torn.read()).toEqual([entryOf(1)]);
  must(torn.append(entryOf(3), 3));
  expect(openWitness(file).read()).toEqual([entryOf(1), entryOf(3)]);
});

it('passes over lines that are not its own', () => {
  const file = newFile();
  must(openWitness(file).append(entryOf(1), 1));
  appendFileSync(file, 'garbage\n{"entry":1}\n');
  must(openWitness(file).append(entryOf(2), 2));
  expect(openWitness(file).read()).toEqual([entryOf(1), entryOf(2)]);
});

it('is written anew when most of it is dead', () => {
  const file = newFile();
  const witness = openWitness(file);
  const entries = Array.from({ length: 40 }, (_, n) => entryOf(n + 1, 'x'.repeat(500)));
  // Bodies of a note end at 500 characters, so repetition makes the megabyte.
  for (let round = 0; round < 40; round += 1) {
    for (const entry of entries) must(witness.append(entry, entries.indexOf(entry) + 1));
    must(witness.drop(entries.slice(1).map((entry) => entry.hash)));
  }
  expect(statSync(file).size).toBeLessThan(1_200_000);
  expect(witness.read()).toEqual([entries[0]]);
  must(witness.append(entryOf(41), 41));
  expect(openWitness(file).read()).toEqual([entries[0], entryOf(41)]);
  expect(openWitness(file).newest()?.number).toBe(41);
});

it('says what keeps it from writing, and writes when that has gone', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'disk'), '');
  const witness = openWitness(join(folder, 'disk', 'witness'));
  expect(witness.append(entryOf(1), 1)).toMatchObject({
    ok: false,
    fault: { code: 'database.readOnly' },
  });
  expect(witness.read()).toEqual([]);
});

it('holds what it says as soon as it has said so', () => {
  const file = newFile();
  must(openWitness(file).append(entryOf(1), 1));
  expect(readFileSync(file, 'utf8')).toMatch(/\n$/);
});
