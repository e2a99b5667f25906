/** Ends a process in the middle of its work: at the n-th statement of whatever database it uses, or right after a commit. */
import BetterSqlite3 from 'better-sqlite3';
import { ServerSqlite } from '../server/sqlite.ts';

type Fuse = { left: number; readonly blow: () => void };
let lit: Fuse | null = null;
let dead = false;
/** After so many writes the disk is full; null while there is room. */
let room: number | null = null;

function write(): void {
  if (room === null) return;
  room -= 1;
  if (room < 0) throw new BetterSqlite3.SqliteError('database or disk is full', 'SQLITE_FULL');
}

function burn(): void {
  if (lit === null) return;
  lit.left -= 1;
  if (lit.left > 0) return;
  const { blow } = lit;
  lit = null;
  dead = true;
  blow();
}

/** Whether the work under way is that of a process that is dead already: nobody gets what it sends. */
export const isDead = (): boolean => dead;

type Method = (this: unknown, ...args: unknown[]) => unknown;

const isCommit = (text: unknown): boolean => typeof text === 'string' && /^\s*commit/i.test(text);

/** Rolling back needs no room. */
const writes = (method: string, text: unknown): boolean =>
  method === 'run' || (method === 'exec' && typeof text === 'string' && !/rollback/i.test(text));

/** Puts a fuse before every call of a method, and after those that commit. */
function wire(
  prototype: object,
  method: string,
  textOf: (self: unknown, first: unknown) => unknown,
) {
  const original: unknown = Reflect.get(prototype, method);
  if (typeof original !== 'function') throw new Error(`there is no ${method}`);
  const wired: Method = function wired(...args) {
    burn();
    if (writes(method, args[0])) write();
    const result: unknown = Reflect.apply(original, this, args);
    if (isCommit(textOf(this, args[0]))) burn();
    return result;
  };
  Reflect.set(prototype, method, wired);
}

const sourceOf = (statement: unknown): unknown =>
  typeof statement === 'object' && statement !== null ? Reflect.get(statement, 'source') : '';

for (const Sqlite of new Set([BetterSqlite3, ServerSqlite])) {
  const probe = new Sqlite(':memory:');
  const statements: unknown = Object.getPrototypeOf(probe.prepare('SELECT 1'));
  probe.close();
  if (typeof statements !== 'object' || statements === null) throw new Error('no statements');
  for (const method of ['run', 'get', 'all']) wire(statements, method, sourceOf);
  wire(Sqlite.prototype, 'exec', (_self, first) => first);
}

/**
 * Does the work; before its n-th statement `blow` is called, which looks at the files as they lie. What the work does from there on happens
 * to files that nobody will open again. Answers what the work answers, or null when it was killed.
 */
export async function underFuse<T>(
  statement: number,
  blow: () => void,
  work: () => Promise<T>,
): Promise<T | null> {
  lit = { left: statement, blow };
  try {
    const value = await work();
    return dead ? null : value;
  } finally {
    lit = null;
    dead = false;
  }
}

/** Does the work on a disk with room for so many writes. */
export async function onFullDisk<T>(writesLeft: number, work: () => Promise<T>): Promise<T> {
  room = writesLeft;
  try {
    return await work();
  } finally {
    room = null;
  }
}
