/** Puts the simulation's fuse and disk under the real calls of databases and files; scrypt answers at once, so that no thread's pace decides anything. */
import BetterSqlite3 from 'better-sqlite3';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { ServerSqlite } from '../server/sqlite.ts';
import { burn, writeDown } from './fuse.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

const isCommit = (text: unknown): boolean => typeof text === 'string' && /^\s*commit/i.test(text);
/** Reading, beginning and rolling back need no room. */
const writes = (text: unknown): boolean =>
  typeof text === 'string' && /^\s*(insert|update|delete|replace|create|commit|with)/i.test(text);

function methodOf(owner: object, name: string): Method {
  const found: unknown = Reflect.get(owner, name);
  if (typeof found !== 'function') throw new Error(`there is no ${name}`);
  return function call(...args) {
    return Reflect.apply(found, this, args);
  };
}

/** A fuse before every call of a method that runs SQL, and after those that commit. */
function wireSql(
  prototype: object,
  name: string,
  textOf: (self: unknown, first: unknown) => unknown,
) {
  const original = methodOf(prototype, name);
  const wired: Method = function wired(...args) {
    const text = textOf(this, args[0]);
    burn('statement');
    if (writes(text)) writeDown('database');
    const result = Reflect.apply(original, this, args);
    if (isCommit(text)) burn('statement');
    return result;
  };
  Reflect.set(prototype, name, wired);
}

const sourceOf = (statement: unknown): unknown =>
  typeof statement === 'object' && statement !== null ? Reflect.get(statement, 'source') : '';

function wireDatabase(library: typeof BetterSqlite3): void {
  const probe = new library(':memory:');
  const statements: unknown = Object.getPrototypeOf(probe.prepare('SELECT 1'));
  probe.close();
  if (typeof statements !== 'object' || statements === null) throw new Error('no statements');
  for (const name of ['run', 'get', 'all']) wireSql(statements, name, sourceOf);
  wireSql(library.prototype, 'exec', (_self, first) => first);
}

// The register's SQLite can encrypt, the services have the plain one.
for (const library of new Set([BetterSqlite3, ServerSqlite])) wireDatabase(library);

/** A fuse before every change of a file; a kill in the middle of a write leaves half of it. */
function wireFile(name: string) {
  const original = methodOf(fs, name);
  const wired: Method = function wired(...args) {
    const [file, bytes] = args;
    burn('statement', () => {
      if (name === 'writeSync' && Buffer.isBuffer(bytes))
        Reflect.apply(original, fs, [file, bytes.subarray(0, bytes.length >> 1)]);
    });
    if (name === 'writeSync') writeDown('files');
    return Reflect.apply(original, fs, args);
  };
  Reflect.set(fs, name, wired);
}
for (const name of ['writeSync', 'fsyncSync', 'renameSync', 'truncateSync']) wireFile(name);

const slow = methodOf(crypto, 'scryptSync');
Reflect.set(crypto, 'scrypt', (...args: unknown[]) => {
  const heard = args.at(-1);
  if (typeof heard === 'function')
    Reflect.apply(heard, undefined, [null, Reflect.apply(slow, crypto, args.slice(0, -1))]);
});
syncBuiltinESMExports();
