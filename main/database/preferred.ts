/** What IT prefers for this register, kept so that it outlives the provisioning file; people and head office are asked first or after, as each reader says. */
import { z } from 'zod';
import type { OfflineProfile } from '../../shared/parameters.ts';
import { offlineProfileSchema } from '../../shared/wire/feed.ts';
import { parsed } from './parsed.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Connection } from './statement.ts';
import type { Writer } from './transaction.ts';

export type Preferred = {
  readonly language?: 'en-US' | 'zh-CN' | undefined;
  readonly theme?: 'light' | 'dark' | 'contrast' | undefined;
  readonly offlineProfile?:
    | { readonly [Name in keyof OfflineProfile]?: number | undefined }
    | undefined;
};

const key = 'preferred';
const schema = z.strictObject({
  language: z.enum(['en-US', 'zh-CN']).optional(),
  theme: z.enum(['light', 'dark', 'contrast']).optional(),
  offlineProfile: offlineProfileSchema.partial().optional(),
});

export function readPreferred(db: Connection): Preferred {
  const text = readSetting(db, key);
  return text === null ? {} : parsed(schema, text, 'preferred settings');
}

/** Keeps it, in place of what was kept before. */
export function savePreferred(db: Writer, { language, theme, offlineProfile }: Preferred): void {
  const text = JSON.stringify({ language, theme, offlineProfile });
  if (text !== (readSetting(db, key) ?? '{}')) writeSetting(db, key, text);
}
