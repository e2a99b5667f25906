/** Watches this process's own writing, so that it can be killed between two statements: must be imported before anything that writes. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import BetterSqlite3 from 'better-sqlite3';
import type { InnerStep } from './steps.ts';

/** Calls back at each step of commit and witness until it is called again. */
export function watchWrites(witness: string, seen: (step: InnerStep) => void): void {
  const { exec } = BetterSqlite3.prototype;
  BetterSqlite3.prototype.exec = function watched(source: string) {
    if (source !== 'COMMIT') return exec.call(this, source);
    seen('commit.before');
    const done = exec.call(this, source);
    seen('commit.after');
    return done;
  };
  const { openSync, writeSync, fsyncSync } = fs;
  const descriptors = new Set<number>();
  const watchedFs = {
    openSync: (...args: Parameters<typeof openSync>): number => {
      const descriptor = openSync(...args);
      if (args[0] === witness) descriptors.add(descriptor);
      else descriptors.delete(descriptor);
      return descriptor;
    },
    writeSync: (descriptor: number, bytes: Buffer, at: number): number => {
      if (descriptors.has(descriptor)) seen('witness.before');
      const written = writeSync(descriptor, bytes, at);
      if (descriptors.has(descriptor)) seen('witness.written');
      return written;
    },
    fsyncSync: (descriptor: number): void => {
      fsyncSync(descriptor);
      if (descriptors.has(descriptor)) seen('witness.synced');
    },
  };
  Object.assign(fs, watchedFs);
  syncBuiltinESMExports();
}
