import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backupDatabase } from '../../../main/database/backup.ts';
import { keyfile, keyfileOf, type KeyfilePorts } from '../../../main/database/keyfile.ts';
import { openDatabase } from '../../../main/database/open.ts';
import { readSetting, writeSetting } from '../../../main/database/settings.ts';
import { clock, closeFile, key, must, newFolder, openFile } from './file.ts';

/** A key store with a name: what another one sealed it cannot open. */
const store = (name: string): KeyfilePorts => ({
  seal: (text) => `${name}:${Buffer.from(text).toString('base64')}`,
  unseal: (sealed) => {
    if (!sealed.startsWith(`${name}:`)) throw new Error('sealed elsewhere');
    return Buffer.from(sealed.slice(name.length + 1), 'base64').toString();
  },
  newKey: () => key,
});
const open = (file: string, ports: KeyfilePorts) =>
  openDatabase(file, { clock, key: keyfile(ports) });
const newFile = (): string => join(newFolder(), 'register.db');

/** A register with a copy, made under the key store `own`. */
async function makeRegister(): Promise<string> {
  const file = newFile();
  must(keyfile(store('own'))(file));
  const db = openFile(file, key);
  writeSetting(db, 'theme', 'dark');
  must(await backupDatabase(db));
  closeFile(db);
  return file;
}

it('makes a key once, sealed, for its owner only', async () => {
  const file = await makeRegister();
  const kept = readFileSync(keyfileOf(file), 'utf8');
  expect(kept).toMatch(/^own:/);
  expect(kept).not.toContain(Buffer.from(key).toString('hex'));
  const others = process.platform === 'win32' ? 0 : statSync(keyfileOf(file)).mode & 0o077;
  expect(others).toBe(0);
  const again = { ...store('own'), newKey: () => Uint8Array.from(key).reverse() };
  expect(keyfile(again)(file)).toEqual({ ok: true, value: key });
});

it.each([
  ['of another key store', (file: string) => writeFileSync(keyfileOf(file), 'other:AAAA')],
  ['that holds no key', (file: string) => writeFileSync(keyfileOf(file), 'own:AAAA')],
  ['that is empty', (file: string) => writeFileSync(keyfileOf(file), '')],
  ['that is gone', (file: string) => rmSync(keyfileOf(file))],
  [
    'that is gone with the database',
    (file: string) => [file, keyfileOf(file)].forEach((one) => rmSync(one)),
  ],
])('says that the key is lost for a file %s, and touches nothing', async (_, lose) => {
  const file = await makeRegister();
  const sealed = readFileSync(keyfileOf(file));
  const bytes = readFileSync(file);
  lose(file);
  expect(open(file, store('own'))).toMatchObject({
    ok: false,
    fault: { code: 'keystore.lost', retry: 'no' },
  });
  writeFileSync(keyfileOf(file), sealed);
  writeFileSync(file, bytes);
  expect(readSetting(openFile(file, must(keyfile(store('own'))(file))), 'theme')).toBe('dark');
});

it('makes a key for a register from before encryption', () => {
  const db = openFile();
  writeSetting(db, 'theme', 'dark');
  closeFile(db);
  const opened = must(open(db.file, store('own')));
  expect(readSetting(opened, 'theme')).toBe('dark');
  expect(opened.key).toEqual(key);
  closeFile(opened);
});

it('seals a key that lay open as soon as there is a key store', () => {
  const file = newFile();
  const laidOpen: KeyfilePorts = {
    ...store('open'),
    isOpen: (sealed) => sealed.startsWith('open:'),
  };
  must(keyfile(laidOpen)(file));
  expect(readFileSync(keyfileOf(file), 'utf8')).toMatch(/^open:/);
  const later: KeyfilePorts = {
    ...laidOpen,
    seal: store('own').seal,
    unseal: (sealed) => store(sealed.startsWith('own:') ? 'own' : 'open').unseal(sealed),
  };
  expect(keyfile(later)(file)).toEqual({ ok: true, value: key });
  expect(readFileSync(keyfileOf(file), 'utf8')).toMatch(/^own:/);
  expect(keyfile(later)(file)).toEqual({ ok: true, value: key });
});
