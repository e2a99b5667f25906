/**
 * A version's first start is a trial: the database is copied before the new version may migrate it, and when it does not come to its first picture the
 * copy is put back and the version before it is asked for. Nothing can have been sold meanwhile: selling begins with that picture.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Instant } from '../../../shared/identity.ts';
import { writeWhole } from '../../database/durable.ts';
import { folderRightsIn } from '../../database/rights.ts';

const recordSchema = z.strictObject({
  version: z.string(),
  state: z.enum(['trying', 'good', 'rolledBack']),
  /** How often a version was started without coming to its first picture. */
  starts: z.int(),
  /** The version before it, whose data is in the copy; null for the first one of a machine. */
  before: z.string().nullable(),
  /** Why the start failed, where it said so. */
  reason: z.string(),
  at: z.string(),
});
type Record_ = z.infer<typeof recordSchema>;

/** What a start is to do: go on; or give up, because the data was put back for `version`, which must be installed again. */
export type Trial =
  | {
      readonly go: 'on';
      readonly rolledBack: { readonly version: string; readonly reason: string } | null;
    }
  | { readonly go: 'back'; readonly version: string; readonly reason: string };

/** So many starts without a picture are a failure: one may be a power cut. */
const mostStarts = 2;

const recordOf = (folder: string): string => join(folder, 'version.json');
const copyOf = (folder: string, version: string): string => join(folder, `before-${version}`);
/** The database, its log and its key; the witness only ever grows, and stays. */
const isData = (name: string): boolean => name.startsWith('register.db') && !name.endsWith('-shm');

/** Must run before the database is opened, by the one process that holds the folder. */
export function beginTrial(folder: string, version: string, now: Instant): Trial {
  mkdirSync(folder, { recursive: true });
  const known = read(folder);
  const trying = { version, state: 'trying' as const, reason: '', at: now };
  if (known === null) {
    write(folder, { ...trying, starts: 1, before: null });
    return { go: 'on', rolledBack: null };
  }
  if (known.state === 'rolledBack' && known.before === version) {
    // The version before is back. It is told once, and good already.
    write(folder, { ...known, version, state: 'good', before: null });
    return { go: 'on', rolledBack: { version: known.version, reason: known.reason } };
  }
  if (known.version !== version || known.state === 'rolledBack') {
    copyData(folder, copyOf(folder, version));
    write(folder, { ...trying, starts: 1, before: known.version });
    return { go: 'on', rolledBack: null };
  }
  if (known.state === 'good') return { go: 'on', rolledBack: null };
  if (known.starts >= mostStarts && known.before !== null) {
    putBack(folder, copyOf(folder, version));
    write(folder, { ...known, state: 'rolledBack', at: now });
    return { go: 'back', version: known.before, reason: known.reason };
  }
  write(folder, { ...known, starts: known.starts + 1, at: now });
  return { go: 'on', rolledBack: null };
}

/** The first picture stands: this version is kept, and copies made for earlier ones go. */
export function passTrial(folder: string, version: string, now: Instant): void {
  const known = read(folder);
  if (known === null || known.version !== version || known.state !== 'trying') return;
  write(folder, { ...known, state: 'good', starts: 0, at: now });
  for (const name of readdirSync(folder))
    if (/^before-\d/.test(name) && name !== `before-${version}`)
      rmSync(join(folder, name), { recursive: true, force: true });
}

/** Why this start failed, for whoever reads it after the way back. */
export function failTrial(folder: string, reason: string): void {
  const known = existsSync(folder) ? read(folder) : null;
  if (known?.state === 'trying') write(folder, { ...known, reason: reason.slice(0, 2_000) });
}

/** A record that cannot be read is as none: the version that runs is then the first. */
function read(folder: string): Record_ | null {
  const file = recordOf(folder);
  if (!existsSync(file)) return null;
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

const write = (folder: string, record: Record_): void =>
  writeWhole(recordOf(folder), JSON.stringify(record));

function copyData(folder: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, folderRightsIn(folder));
  for (const name of readdirSync(folder).filter(isData))
    copyFileSync(join(folder, name), join(to, name));
}

/** What the failed version wrote is kept beside, for whoever looks into it. */
function putBack(folder: string, from: string): void {
  if (!existsSync(from)) return;
  copyData(folder, `${from}-failed`);
  for (const name of readdirSync(folder).filter(isData)) rmSync(join(folder, name));
  rmSync(join(folder, 'register.db-shm'), { force: true });
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(folder, name));
}
