import { generateKeyPairSync } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { backupDatabase } from '../../../main/database/backup.ts';
import { escrowOf, isRecoveryKey, keepEscrow, openEscrow } from '../../../main/database/escrow.ts';
import { rescueEntries, type RescueFrom } from '../../../main/database/rescue.ts';
import { fail, ok } from '../../../shared/fault.ts';
import { closeFile, key, must, newFolder, openActivated, openFile, sellMug } from './file.ts';

const pem = (bits: number, passphrase?: string) =>
  generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: {
      type: 'pkcs8',
      format: 'pem',
      ...(passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }),
    },
  });
const pair = pem(3072, 'in the safe');

const from = (database: string, more: Partial<RescueFrom> = {}): RescueFrom => ({
  database,
  witness: join(dirname(database), 'witness.log'),
  key: ok(key),
  everything: false,
  ...more,
});

it('reads the database of another machine and leaves it as it is', () => {
  const db = openActivated(join(newFolder(), 'register.db'), key);
  const { sale } = sellMug(db);
  closeFile(db);
  const before = readFileSync(db.file);
  const rescued = rescueEntries(from(db.file));
  expect(rescued.entries.map(({ content }) => content.includes(sale.receipt))).toEqual([true]);
  expect(rescued.fromDatabase).toEqual(ok(1));
  expect(readFileSync(db.file)).toEqual(before);
});

it('takes the copy when the database is damaged, and says why when nothing can be read', async () => {
  const db = openActivated(join(newFolder(), 'register.db'), key);
  sellMug(db);
  must(await backupDatabase(db));
  closeFile(db);
  truncateSync(db.file, statSync(db.file).size - 4096 - 100);
  writeFileSync(db.file, 'x'.repeat(64), { flag: 'r+' });
  expect(rescueEntries(from(db.file)).entries).toHaveLength(1);
  const lost = rescueEntries(from(db.file, { key: fail('keystore.lost') }));
  expect(lost.entries).toEqual([]);
  expect(lost.fromDatabase).toMatchObject({ ok: false, fault: { code: 'keystore.lost' } });
  rmSync(`${db.file}.backup`);
  expect(rescueEntries(from(db.file)).fromDatabase).toMatchObject({
    ok: false,
    fault: { code: 'database.damaged' },
  });
});

it("gives the database's key to the holder of the recovery key, and to openssl, and to nobody else", () => {
  const db = openActivated(join(newFolder(), 'register.db'), key);
  keepEscrow(db, pair.publicKey);
  const file = escrowOf(db.file);
  const first = readFileSync(file);
  expect(openEscrow(first, pair.privateKey, 'in the safe')).toEqual(Uint8Array.from(key));
  expect(openEscrow(first, pair.privateKey, 'guessed')).toBeNull();
  expect(openEscrow(first, pem(3072).privateKey, undefined)).toBeNull();
  const secret = join(dirname(file), 'private.pem');
  writeFileSync(secret, pair.privateKey);
  const way = ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256'].flatMap((option) => [
    '-pkeyopt',
    option,
  ]);
  const words = [
    'pkeyutl',
    '-decrypt',
    '-inkey',
    secret,
    '-passin',
    'pass:in the safe',
    '-in',
    file,
  ];
  expect(new Uint8Array(execFileSync('openssl', [...words, ...way]))).toEqual(Uint8Array.from(key));

  keepEscrow(db, pair.publicKey);
  expect(readFileSync(file), 'it is written once').toEqual(first);
  rmSync(file);
  keepEscrow(db, pair.publicKey);
  expect(openEscrow(readFileSync(file), pair.privateKey, 'in the safe')).not.toBeNull();
  const next = pem(3072);
  keepEscrow(db, next.publicKey);
  expect(openEscrow(readFileSync(file), next.privateKey, undefined)).not.toBeNull();
  closeFile(db);

  const plain = openFile(join(newFolder(), 'register.db'));
  keepEscrow(plain, pair.publicKey);
  expect(() => readFileSync(escrowOf(plain.file))).toThrow('ENOENT');
});

it('takes no short key, no private one, and no other text for a recovery key', () => {
  expect(isRecoveryKey(pair.publicKey)).toBe(true);
  expect(isRecoveryKey(pem(2048).publicKey)).toBe(false);
  expect(isRecoveryKey(pair.privateKey)).toBe(false);
  expect(isRecoveryKey('hello')).toBe(false);
});
