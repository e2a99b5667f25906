import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readIdentity } from '../../../main/database/identity.ts';
import { journalHead, pendingEntries } from '../../../main/database/journal.ts';
import { isPlain } from '../../../main/database/key.ts';
import { endPractice, openPractice } from '../../../main/database/practice.ts';
import { nextReceiptSequence } from '../../../main/database/sales.ts';
import { readSetting, writeSetting } from '../../../main/database/settings.ts';
import { closeFile, key, must, newFolder, openActivated, sellMug } from './file.ts';

it.each([
  ['plain', undefined],
  ['encrypted', key],
])('copies a %s database without its facts, and removes the copy', async (_, secret) => {
  const folder = newFolder();
  const real = openActivated(join(folder, 'register.db'), secret);
  sellMug(real);
  writeSetting(real, 'language', 'zh-CN');
  writeSetting(real, 'lockedBy', '101');
  const file = join(folder, 'practice.db');
  const beside = join(folder, 'practice.log');
  const practice = must(await openPractice(real, file));
  expect(isPlain(file)).toBe(secret === undefined);
  expect(journalHead(practice)).toBeNull();
  expect(pendingEntries(practice).entries).toBe(0);
  expect(nextReceiptSequence(practice)).toBe(1);
  expect(readIdentity(practice)).toMatchObject({ token: '', channel: '', signingKey: '' });
  expect(readIdentity(practice)?.registerName).toBe(`T${readIdentity(real)?.registerName ?? ''}`);
  expect(readSetting(practice, 'language')).toBe('zh-CN');
  expect(readSetting(practice, 'lockedBy')).toBeNull();
  sellMug(practice);
  const forbidden = (): unknown => practice.sql.exec('DELETE FROM journal');
  expect(forbidden).toThrow('append-only');
  endPractice(practice, real, beside);
  expect(existsSync(file)).toBe(false);
  expect(pendingEntries(real).sales).toBe(1);
  expect(journalHead(real)?.number).toBe(1);
  closeFile(real);
});
