/**
 * A process that opens a plain database with a key. Before each step that could change a file it copies the folder into one named by the step's
 * number, which is what a kill at that moment would leave; at the step that it is told to, it is killed. Says how many steps there were, and
 * in which order names were synced and changed.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join, relative } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { falseClock } from '../../false/clock.ts';

const [, , file = '', keyText = '', into = '', last = ''] = process.argv;
let steps = 0;
let isCopying = false;
const order: string[] = [];
const names = new Map<unknown, string>();
const nameOf = (path: unknown): string => {
  const name = relative(dirname(file), String(path));
  return name === '' ? 'the folder' : name;
};

/** What was done to a name; a sync is told by the name that its descriptor was opened by. */
function note(call: string, [first, second]: readonly unknown[], done: unknown): void {
  if (call === 'openSync') names.set(done, nameOf(first));
  if (call === 'fsyncSync') order.push(`sync ${names.get(first) ?? ''}`);
  if (call === 'renameSync') order.push(`${nameOf(first)} becomes ${nameOf(second)}`);
}

function step(): void {
  if (isCopying) return;
  steps += 1;
  if (steps === Number(last)) process.kill(process.pid, 'SIGKILL');
  if (into === '') return;
  isCopying = true;
  fs.cpSync(dirname(file), join(into, String(steps)), {
    recursive: true,
    preserveTimestamps: true,
  });
  isCopying = false;
}

function watch(owner: object, name: string): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') throw new Error(`there is no ${name}`);
  Reflect.set(owner, name, function watched(this: unknown, ...args: unknown[]): unknown {
    step();
    const done: unknown = Reflect.apply(original, this, args);
    if (!isCopying) note(name, args, done);
    return done;
  });
}

const probe = new BetterSqlite3(':memory:');
const statements: unknown = Object.getPrototypeOf(probe.prepare('SELECT 1'));
probe.close();
if (typeof statements !== 'object' || statements === null) throw new Error('no statements');
watch(statements, 'run');
for (const name of ['exec', 'pragma', 'close']) watch(BetterSqlite3.prototype, name);
for (const name of ['openSync', 'fsyncSync', 'renameSync', 'rmSync', 'utimesSync', 'writeSync'])
  watch(fs, name);
syncBuiltinESMExports();

const { closeDatabase, openDatabase } = await import('../../../main/database/open.ts');
const key = Uint8Array.from(Buffer.from(keyText, 'hex'));
const opened = openDatabase(file, {
  clock: falseClock(),
  key: () => ({ ok: true, value: key }),
});
if (opened.ok) closeDatabase(opened.value);
console.log(JSON.stringify({ steps, order, fault: opened.ok ? null : opened.fault.code }));
