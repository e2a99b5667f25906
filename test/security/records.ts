/** What a register keeps of sales and people: readable with its key, and by nobody without it. */
import { expect } from 'vitest';
import { systemClock } from '../../main/app/clock.ts';
import { backupDatabase } from '../../main/database/backup.ts';
import { closeDatabase, openDatabase } from '../../main/database/open.ts';
import { writeSetting } from '../../main/database/settings.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import type { Secret } from './secret.ts';

export const person = {
  name: { en: 'Planted Person', zh: '有计划地种下的人' },
  badge: 'PLANTED-BADGE-31',
};
const receipt = 'R01-000001';

/** Anywhere but in the register's database, its log and its copies; what opens a door not in the witness either. */
const mayBeIn = { record: /^(?!R-01\/register\.db)/, door: /^(?!R-01\/(register\.db|witness))/ };
const doors = ['pinHash', 'badge'];

/** The planted records; the hash of the person's PIN is made anew each time. */
export const recordsOf = (pinHash: string): Secret[] =>
  Object.entries({
    pinHash,
    staffName: person.name.en,
    staffNameZh: person.name.zh,
    badge: person.badge,
    receipt,
    goods: products[1]?.name.en ?? '',
    barcode: products[1]?.barcodes[0] ?? '',
    schema: 'CREATE TABLE',
  }).map(([name, text]) => ({
    name,
    text,
    mayBeIn: doors.includes(name) ? mayBeIn.door : mayBeIn.record,
  }));

/** Makes the backup of a register that is off, with its key; `look` sees it and the log while they are there. */
export async function copyRecords(file: string, keyText: string, look: () => void): Promise<void> {
  const key = Uint8Array.from(Buffer.from(keyText, 'hex'));
  const opened = openDatabase(file, { clock: systemClock, key: () => ({ ok: true, value: key }) });
  if (!opened.ok) throw new Error(opened.fault.code);
  const db = opened.value;
  writeSetting(db, 'theme', 'dark');
  expect((await backupDatabase(db)).ok).toBe(true);
  look();
  const people = db.sql.prepare('SELECT name_en, name_zh, badge FROM staff').all();
  const { en, zh } = person.name;
  expect(people, 'the key reads it').toContainEqual({
    name_en: en,
    name_zh: zh,
    badge: person.badge,
  });
  expect(db.sql.prepare('SELECT receipt FROM sale').pluck().all()).toContain(receipt);
  closeDatabase(db);
}
