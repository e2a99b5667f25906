/** What IT prefers stands back behind what people choose, and takes the place of what head office says of the line. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOfflineProfile } from '../../../main/database/parameters.ts';
import { readPreferred, savePreferred } from '../../../main/database/preferred.ts';
import { chooseLanguage, readLanguage, readTheme } from '../../../main/register/preference.ts';
import { defaultParameters } from '../../../shared/parameters.ts';
import { newFolder, openFile } from '../database/file.ts';

test('language and theme as IT prefers until somebody chooses; the line as IT says', () => {
  const db = openFile(join(newFolder(), 'register.db'));
  expect([readLanguage(db), readTheme(db)]).toEqual(['en-US', 'light']);
  savePreferred(db, { language: 'zh-CN', theme: 'dark', offlineProfile: { timeout: 9000 } });
  expect([readLanguage(db), readTheme(db)]).toEqual(['zh-CN', 'dark']);
  const { offlineProfile } = defaultParameters;
  expect(readOfflineProfile(db)).toEqual({ ...offlineProfile, timeout: 9000 });
  chooseLanguage(db, 'en-US');
  savePreferred(db, { language: 'zh-CN' });
  expect([readLanguage(db), readTheme(db)]).toEqual(['en-US', 'light']);
  expect(readOfflineProfile(db)).toEqual(offlineProfile);
  savePreferred(db, {});
  expect(readPreferred(db)).toEqual({});
});
