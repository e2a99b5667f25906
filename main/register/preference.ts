/** How the window looks and speaks; kept with the register. */
import type { Theme } from '../../shared/bridge/view.ts';
import { done, type Result } from '../../shared/fault.ts';
import type { Language, StaffId } from '../../shared/identity.ts';
import type { Database } from '../database/open.ts';
import { readPreferred } from '../database/preferred.ts';
import { readSetting, writeSetting } from '../database/settings.ts';
import { attempt } from '../database/transaction.ts';
import type { Desk } from './desk.ts';
import { needStaff } from './people.ts';

/** As somebody chose at the register, else as IT prefers. */
export const readLanguage = (db: Database): Language =>
  (readSetting(db, 'language') ?? readPreferred(db).language) === 'zh-CN' ? 'zh-CN' : 'en-US';

export function readTheme(db: Database): Theme {
  const theme = readSetting(db, 'theme') ?? readPreferred(db).theme;
  return theme === 'dark' || theme === 'contrast' ? theme : 'light';
}

function write(db: Database, key: 'language' | 'theme', value: string): Result<void> {
  return attempt(db, () => {
    writeSetting(db, key, value);
    return done;
  });
}

export const chooseLanguage = (db: Database, language: Language): Result<void> =>
  write(db, 'language', language);
export const chooseTheme = (db: Database, theme: Theme): Result<void> => write(db, 'theme', theme);

const tourKey = (staff: StaffId): string => `tour.${staff}`;

/** Whether the person has not seen the tour at this register. */
export const isTourDue = (db: Database, staff: StaffId): boolean =>
  readSetting(db, tourKey(staff)) === null;

/** Notes that the person at the register has seen it. Fault: signIn.needed. */
export function markTourSeen(desk: Desk): Result<void> {
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  return attempt(desk.ports.db, () => {
    writeSetting(desk.ports.db, tourKey(staff.value.id), 'seen');
    return done;
  });
}
