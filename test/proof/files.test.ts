/** A write-ahead log that is damaged, gone or another one's: what it loses of the database, the witness gives back. */
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { entriesToSend } from '../../main/database/journal.ts';
import { readIdentity } from '../../main/database/identity.ts';
import { closeDatabase, openDatabase } from '../../main/database/open.ts';
import { compareWitness } from '../../main/database/recovery.ts';
import { openWitness } from '../../main/database/witness.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import { seededChance } from '../../tools/replay/chance.ts';
import { falseClock } from '../false/clock.ts';
import { makeBench } from '../make/register.ts';
import { sellDay } from './power/selling.ts';
import { must } from './shop.ts';

const sales = 12;
const witness = 'witness.jsonl';
const log = 'register.db-wal';
let day = '';
let told: string[] = [];
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-files-'));
  folders.push(folder);
  return folder;
}

/** A day's files as a kill leaves them: all of the day is in the log, what was before it is in the database. */
beforeEach(async () => {
  const bench = await makeBench({ folder: newFolder() });
  bench.db.sql.pragma('wal_checkpoint(TRUNCATE)');
  told = [];
  await sellDay(bench, sales, { tell: (receipt) => told.push(receipt), rest: () => undefined });
  day = newFolder();
  for (const name of ['register.db', log, witness])
    copyFileSync(join(bench.folder, name), join(day, name));
  bench.close();
});
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Opens the files; answers the receipts before the witness was read, those after it, and the incarnation. */
function open(): { before: string[]; after: string[]; incarnation: number | undefined } {
  const db = must(openDatabase(join(day, 'register.db'), { clock: falseClock() }));
  const receipts = (): string[] =>
    entriesToSend(db, [], 10_000).flatMap((entry) => {
      const { body } = must(readEntry(entry));
      return body.kind === 'sale' ? [body.sale.receipt] : [];
    });
  const before = receipts();
  const seen = openWitness(join(day, witness));
  must(compareWitness(db, seen));
  const after = receipts();
  const incarnation = readIdentity(db)?.incarnation;
  seen.close();
  closeDatabase(db);
  return { before, after, incarnation };
}

it('loses nothing as it is', () => {
  expect(open()).toEqual({ before: told, after: told, incarnation: 1 });
});

it('gives back what a damaged byte anywhere in the log took', () => {
  const chance = seededChance(3);
  const bytes = readFileSync(join(day, log));
  const file = readFileSync(join(day, 'register.db'));
  const seen = readFileSync(join(day, witness));
  let losses = 0;
  for (let round = 0; round < 12; round += 1) {
    const damaged = Buffer.from(bytes);
    const at = chance.below(bytes.length);
    damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
    writeFileSync(join(day, 'register.db'), file);
    writeFileSync(join(day, log), damaged);
    writeFileSync(join(day, witness), seen);
    const { before, after } = open();
    if (before.length < told.length) losses += 1;
    expect(new Set(after)).toEqual(new Set(told));
  }
  expect(losses).toBeGreaterThan(0);
});

it('gives back what was in a log that was cut off or deleted', () => {
  truncateSync(join(day, log), Math.floor(readFileSync(join(day, log)).length / 2));
  const cut = open();
  expect(cut.before.length).toBeLessThan(told.length);
  expect(new Set(cut.after)).toEqual(new Set(told));
  expect(cut.incarnation).toBe(2);
});
