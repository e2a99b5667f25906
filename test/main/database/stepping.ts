/**
 * A process that opens a plain database with a key. Before each step that could change a file it copies the folder into one named by the step's
 * number, which is what a kill at that moment would leave; at the step that it is told to, it is killed. Says how many steps there were.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { falseClock } from '../../false/clock.ts';

const [, , file = '', keyText = '', into = '', last = ''] = process.argv;
let steps = 0;
let isCopying = false;
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
    return Reflect.apply(original, this, args);
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
console.log(opened.ok ? String(steps) : opened.fault.code);
