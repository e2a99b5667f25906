import { expect, it } from 'vitest';
import {
  adoptEntries,
  appendEntry,
  entriesToSend,
  journalHead,
  journalHeads,
  knownHashes,
  markStored,
  pendingEntries,
  readEntries,
} from '../../../main/database/journal.ts';
import { lackingAfter } from '../../../main/database/chain.ts';
import { cameBack, findSale } from '../../../main/database/sales.ts';
import { all, run } from '../../../main/database/statement.ts';
import { transaction } from '../../../main/database/transaction.ts';
import { sealEntry, type Entry } from '../../../shared/entry.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { clock, must, note, openActivated, openFile, sellMug } from './file.ts';

const tables = ['journal', 'journal_previous', 'sale', 'sale_return'];

for (const table of tables) {
  it(`never changes a row of ${table}, by whatever statement`, () => {
    const db = openActivated();
    const first = note(db, 'first');
    const { entry } = sellMug(db);
    run(db, "INSERT INTO sale_return VALUES (?, 1, 'R02-000001', 1, 1000, 500, 0)", [entry.hash]);
    const before = all(db, `SELECT * FROM ${table}`);
    expect(before.length).toBeGreaterThan(0);
    for (const setting of ['ON', 'OFF']) {
      db.sql.pragma(`recursive_triggers = ${setting}`);
      const attacks = [
        `DELETE FROM ${table}`,
        `UPDATE ${table} SET rowid = rowid + 100`,
        `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`,
        `REPLACE INTO ${table} SELECT * FROM ${table} LIMIT 1`,
      ].map((sql) =>
        table === 'journal' || table === 'sale' ? sql : sql.replace(/rowid.*/, 'entry = entry'),
      );
      for (const attack of attacks)
        expect(() => db.sql.exec(attack), attack).toThrow('append-only');
    }
    expect(all(db, `SELECT * FROM ${table}`)).toEqual(before);
    expect(knownHashes(db, [first.entry.hash]).size).toBe(1);
  });
}

it('numbers without gaps, names what was before, and says who wrote it', () => {
  const db = openActivated();
  expect(journalHead(db)).toBeNull();
  const [a, b] = [note(db, 'a'), note(db, 'b')];
  expect([a.number, b.number]).toEqual([1, 2]);
  expect(must(readEntry(a.entry))).toMatchObject({
    register: 'S01-R02',
    incarnation: 1,
    previous: [],
  });
  expect(must(readEntry(b.entry)).previous).toEqual([a.entry.hash]);
  expect(journalHead(db)).toEqual({ number: 2, hash: b.entry.hash });
  expect(readEntries(db, [b.entry.hash, a.entry.hash, 'f'.repeat(64)])).toEqual([a.entry, b.entry]);
});

it('uses the number of an entry again when its transaction was undone', () => {
  const db = openActivated();
  const undone = (): void =>
    transaction(db, () => {
      appendEntry(db, {
        at: clock.now(),
        body: { kind: 'audit', audit: { act: 'drawer', staff: null, note: '' } },
      });
      throw new Error('undone');
    });
  expect(undone).toThrow('undone');
  expect(note(db, 'first').number).toBe(1);
});

it('writes no entry outside a transaction or without an identity', () => {
  const body = { kind: 'audit', audit: { act: 'drawer', staff: null, note: '' } } as const;
  const db = openActivated();
  expect(() => appendEntry(db, { at: clock.now(), body })).toThrow('in the transaction');
  expect(() => note(openFile(), 'nobody')).toThrow('activated');
});

it('sends what a receiver lacks, in pages', () => {
  const db = openActivated();
  const entries = Array.from({ length: 10 }, (_, n) => note(db, String(n)).entry);
  expect(entriesToSend(db, [], 4)).toEqual(entries.slice(0, 4));
  expect(entriesToSend(db, [entries[3]?.hash ?? ''], 4)).toEqual(entries.slice(4, 8));
  expect(entriesToSend(db, [entries[9]?.hash ?? ''], 4)).toEqual([]);
  expect(entriesToSend(db, ['e'.repeat(64)], 2)).toEqual(entries.slice(0, 2));
});

it('reads only what it sends while the chain has no fork', () => {
  const db = openActivated();
  const middle = Array.from({ length: 20 }, (_, n) => note(db, String(n)).entry)[10];
  expect(lackingAfter(db, [middle?.hash ?? ''])).toEqual({ kind: 'after', place: 11 });
  const plan = all<{ detail: string }>(
    db,
    'EXPLAIN QUERY PLAN SELECT hash, content FROM journal WHERE place > 11 ORDER BY place LIMIT 5',
  );
  expect(plan.map((step) => step.detail)).toEqual([
    'SEARCH journal USING INTEGER PRIMARY KEY (rowid>?)',
  ]);
});

it('counts what the channel does not have, also after the channel lost some', () => {
  const db = openActivated();
  const start = clock.now();
  const [a, b] = [sellMug(db, 500, 's1'), note(db, 'b')];
  clock.advance(1000);
  const c = sellMug(db, 700, 's2');
  const all3 = { entries: 3, sales: 2, value: 1200, oldest: start, first: 1, last: 3 };
  expect(pendingEntries(db)).toEqual(all3);
  markStored(db, [b.entry.hash]);
  expect(pendingEntries(db)).toMatchObject({ entries: 1, sales: 1, value: 700, first: 3, last: 3 });
  markStored(db, [c.entry.hash]);
  expect(pendingEntries(db)).toEqual({
    entries: 0,
    sales: 0,
    value: 0,
    oldest: null,
    first: null,
    last: null,
  });
  markStored(db, [a.entry.hash]);
  expect(pendingEntries(db)).toMatchObject({ entries: 2, sales: 1, first: 2 });
  markStored(db, []);
  expect(pendingEntries(db)).toEqual(all3);
});

it('adopts lost entries with their sales, once', () => {
  const lost = openActivated();
  const entries = [note(lost, 'a').entry, sellMug(lost, 900, 's9').entry];
  const db = openActivated();
  expect(adoptEntries(db, entries.toReversed())).toEqual({ ok: true, value: 2 });
  expect(adoptEntries(db, entries)).toEqual({ ok: true, value: 0 });
  expect(findSale(db, 'r02-000001')?.total).toBe(900);
  expect(cameBack(db, 'R02-000001', 1).quantity).toBe(0);
  const next = note(db, 'next');
  expect(next.number).toBe(3);
  expect(must(readEntry(next.entry)).previous).toEqual([entries[1]?.hash]);
});

it('adopts nothing when an entry is damaged or of another register', () => {
  const db = openActivated();
  const good = note(openActivated(), 'good').entry;
  const damaged: Entry = { hash: good.hash, content: `${good.content} ` };
  expect(adoptEntries(db, [damaged])).toMatchObject({ fault: { code: 'entry.hash' } });
  const content = must(readEntry(good));
  const foreign = sealEntry({ ...content, register: 'S01-R07' });
  expect(adoptEntries(db, [good, foreign])).toMatchObject({ fault: { code: 'entry.unreadable' } });
  expect(journalHeads(db)).toEqual([]);
});
