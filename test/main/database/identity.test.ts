import { expect, it } from 'vitest';
import {
  readIdentity,
  saveEpoch,
  saveIdentity,
  saveIncarnation,
} from '../../../main/database/identity.ts';
import { readSetting, writeSetting } from '../../../main/database/settings.ts';
import { identity } from '../../make/place.ts';
import { openFile } from './file.ts';

it('is nobody before activation', () => {
  const db = openFile();
  expect(readIdentity(db)).toBeNull();
  expect(() => saveEpoch(db, 2)).toThrow('activated');
});

it('keeps who the register is, the newest epoch and a growing incarnation', () => {
  const db = openFile();
  saveIdentity(db, identity);
  expect(readIdentity(db)).toEqual(identity);
  saveEpoch(db, 7);
  saveIncarnation(db, 3);
  expect(() => saveIncarnation(db, 2)).toThrow('only grows');
  expect(readIdentity(db)).toEqual({ ...identity, epoch: 7, incarnation: 3 });
  saveIdentity(db, { ...identity, register: 'S01-R03' });
  expect(readIdentity(db)?.register).toBe('S01-R03');
});

it('keeps settings by name', () => {
  const db = openFile();
  expect(readSetting(db, 'language')).toBeNull();
  writeSetting(db, 'language', 'en-US');
  writeSetting(db, 'language', 'zh-CN');
  expect(readSetting(db, 'language')).toBe('zh-CN');
});
