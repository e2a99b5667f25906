/** Ends a process in the middle of its work: at a statement of whatever database it uses, at a write to a file, at an await, or at the end before it has answered. */
import BetterSqlite3 from 'better-sqlite3';
import { promiseHooks } from 'node:v8';

/** What is counted until the process dies: statements of databases and writes to files, awaits, or nothing but the end of the work. */
export type Fuse = { readonly unit: 'statement' | 'await' | 'end'; readonly count: number };

/** The fuse of a step: mostly before one of so many statements or awaits. */
export function fuseOf(pick: number, statements: number, awaits: number): Fuse {
  const count = Math.floor(pick / 4);
  if (pick % 4 === 3) return { unit: 'end', count: 1 };
  if (pick % 4 === 2) return { unit: 'await', count: 1 + (count % awaits) };
  return { unit: 'statement', count: 1 + (count % statements) };
}

type Lit = { readonly unit: Fuse['unit']; left: number; readonly blow: () => void };
let lit: Lit | null = null;
let dead = false;
/** For how many writes a disk has room: that of the database, and that of the files beside it, which may be another one. */
export type Room = { readonly database: number; readonly files: number };
/** After so many writes the disks are full; null while there is room. */
let room: { database: number; files: number } | null = null;
let refused = 0;

/** A write to a disk: of a database, or of a file beside it. Throws as each of them would when there is no room left. */
export function writeDown(into: keyof Room): void {
  if (room === null) return;
  room[into] -= 1;
  if (room[into] >= 0) return;
  refused += into === 'files' ? 1 : 0;
  if (into === 'database')
    throw new BetterSqlite3.SqliteError('database or disk is full', 'SQLITE_FULL');
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
}

/** One of what the fuse counts. `first`: what a kill in the middle of it still does. */
export function burn(unit: Fuse['unit'], first: () => void = () => undefined): void {
  if (lit?.unit !== unit) return;
  lit.left -= 1;
  if (lit.left > 0) return;
  const { blow } = lit;
  lit = null;
  dead = true;
  first();
  blow();
}

/** Whether the work under way is that of a process that is dead already: nobody gets what it sends. */
export const isDead = (): boolean => dead;

/**
 * Does the work; when the fuse has burnt down `blow` is called, which looks at the files as they lie. What the work does from there on
 * happens to files that nobody will open again. Answers what the work answers, or null when it was killed.
 */
export async function underFuse<T>(
  fuse: Fuse,
  blow: () => void,
  work: () => Promise<T>,
): Promise<T | null> {
  lit = { unit: fuse.unit, left: fuse.count, blow };
  const stopHearing =
    fuse.unit === 'await' ? promiseHooks.onBefore(() => burn('await')) : () => undefined;
  try {
    const value = await work();
    burn('end');
    return dead ? null : value;
  } finally {
    stopHearing();
    lit = null;
    dead = false;
  }
}

/** Does the work on disks with so much room. */
export async function onFullDisk<T>(
  left: Room,
  work: () => Promise<T>,
  files: (refused: number) => void = () => undefined,
): Promise<T> {
  room = { ...left };
  refused = 0;
  try {
    return await work();
  } finally {
    room = null;
    files(refused);
  }
}
