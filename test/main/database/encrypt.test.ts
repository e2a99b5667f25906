import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { backupDatabase, backupPath, lastGoodCopy } from '../../../main/database/backup.ts';
import { isPlain } from '../../../main/database/key.ts';
import { copyBefore } from '../../../main/database/migrate.ts';
import { openDatabase } from '../../../main/database/open.ts';
import { findSale } from '../../../main/database/sales.ts';
import {
  clock,
  closeFile,
  key,
  must,
  newFolder,
  openActivated,
  openFile,
  sellMug,
} from './file.ts';

const names = ['register.db', 'register.db.backup', 'register.db.before-90'] as const;
const secret = 'Mei Lin Plaintext';

/** A register from before encryption: a sale in its file, one only in the log of a killed process, a copy of each kind. */
async function makePlain(): Promise<string> {
  const folder = newFolder();
  const db = openActivated(join(folder, 'register.db'));
  db.sql
    .prepare(
      "INSERT INTO staff (id, name_en, name_zh, role, pin_hash) VALUES ('m', ?, '', 'manager', '')",
    )
    .run(secret);
  const { sale } = sellMug(db, 500, 'sale-1');
  db.sql.pragma('wal_checkpoint(TRUNCATE)');
  must(await backupDatabase(db));
  must(await backupDatabase(db, copyBefore(db.file, 90)));
  sellMug(db, 700, 'sale-2');
  const killed = newFolder();
  for (const name of [...names, 'register.db-wal'])
    cpSync(join(folder, name), join(killed, name), { preserveTimestamps: true });
  closeFile(db);
  expect(sale.receipt).toBe('R02-000001');
  return join(killed, 'register.db');
}

function expectEncrypted(file: string): void {
  const db = openFile(file, key);
  expect(findSale(db, 'R02-000001')?.id).toBe('sale-1');
  expect(findSale(db, 'R02-000002')?.id, 'the log came along').toBe('sale-2');
  expect(db.opened.restoredFrom).toBeNull();
  closeFile(db);
  for (const name of names) expect(isPlain(join(dirname(file), name)), name).toBe(false);
  const left = readdirSync(dirname(file)).filter((name) => !name.endsWith('.lock'));
  expect(left.toSorted()).toEqual([...names]);
  for (const name of left)
    expect(readFileSync(join(dirname(file), name)).includes(secret), name).toBe(false);
}

it('encrypts a plain file and its copies once', async () => {
  const file = await makePlain();
  expect(readFileSync(file).includes(secret)).toBe(true);
  // What a kill in the middle of the copying leaves.
  for (const ending of ['encrypted', 'encrypted-journal', 'empty'])
    writeFileSync(`${file}.${ending}`, readFileSync(file).subarray(0, 9000));
  expectEncrypted(file);
  expect(lastGoodCopy(file, key)).not.toBeNull();
  const bytes = readFileSync(file);
  expectEncrypted(file);
  expect(readFileSync(file).subarray(0, 16).equals(bytes.subarray(0, 16))).toBe(true);
});

const story = z.object({ steps: z.number(), order: z.array(z.string()), fault: z.null() });

/** Opens the file in another process; answers what it says at its end, null when it was killed at the step. */
function step(
  file: string,
  how: { into?: string; killedAt?: number },
): z.infer<typeof story> | null {
  const script = fileURLToPath(new URL('./stepping.ts', import.meta.url));
  const told = [file, Buffer.from(key).toString('hex'), how.into ?? '', String(how.killedAt ?? '')];
  const child = spawnSync(process.execPath, [script, ...told], { encoding: 'utf8' });
  expect(child.stderr).toBe('');
  expect(child.signal).toBe(how.killedAt === undefined ? null : 'SIGKILL');
  return child.signal === null ? story.parse(JSON.parse(child.stdout)) : null;
}

it('opens after a kill at whatever step, with every sale', async () => {
  const plain = await makePlain();
  const again = (): string => {
    const folder = newFolder();
    cpSync(dirname(plain), folder, { recursive: true, preserveTimestamps: true });
    return join(folder, 'register.db');
  };
  const into = newFolder();
  const { steps, order } = step(again(), { into }) ?? { steps: 0, order: [] };
  const moments = Array.from({ length: steps }, (_, n) => join(into, `${n + 1}`, 'register.db'));
  const plainOnes = moments.filter(isPlain).length;
  expect(plainOnes, 'steps before the encrypted file took its place').toBeGreaterThan(20);
  expect(steps - plainOnes, 'and after it').toBeGreaterThan(20);
  for (const file of moments) expectEncrypted(file);
  for (const killedAt of [1, plainOnes, plainOnes + 1, steps]) {
    const file = again();
    expect(step(file, { killedAt })).toBeNull();
    expect(isPlain(file)).toBe(killedAt <= plainOnes);
    expectEncrypted(file);
  }
  // What a power cut takes back is what was not synced: the new file is, before it takes the name, and the log's end before that.
  const taking = names.map((name) => [
    'sync the folder',
    `sync ${name}.encrypted`,
    `${name}.encrypted becomes ${name}`,
    'sync the folder',
  ]);
  expect(order).toEqual(taking.flat());
}, 180_000);

it('restores a damaged plain file from its plain copy, and encrypts that', async () => {
  const file = await makePlain();
  writeFileSync(file, readFileSync(file).fill(0xa5, 100, 2000));
  const db = openFile(file, key);
  expect(db.opened.restoredFrom).not.toBeNull();
  expect(findSale(db, 'R02-000001')?.id).toBe('sale-1');
  closeFile(db);
  for (const name of names) expect(isPlain(join(dirname(file), name)), name).toBe(false);
});

it('removes a plain copy that is damaged', async () => {
  const file = await makePlain();
  const copy = backupPath(file);
  writeFileSync(copy, readFileSync(copy).fill(0xa5, 100));
  closeFile(openFile(file, key));
  expect(existsSync(copy)).toBe(false);
  expect(lastGoodCopy(file, key)).toBe(copyBefore(file, 90));
});

it('refuses a plain file from the future and leaves it as it is', () => {
  const db = openFile();
  db.sql.pragma('user_version = 99990');
  closeFile(db);
  const opened = openDatabase(db.file, { clock, key: () => ({ ok: true, value: key }) });
  expect(opened).toMatchObject({ ok: false, fault: { code: 'database.newer' } });
  expect(isPlain(db.file)).toBe(true);
});
