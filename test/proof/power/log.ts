/** The log that shim.c writes, and the files as a power cut leaves them after any of its records. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SeededChance } from '../../../tools/replay/chance.ts';

export type Act =
  | { readonly act: 'write'; readonly file: string; readonly offset: number; readonly data: Buffer }
  | { readonly act: 'truncate'; readonly file: string; readonly length: number }
  | { readonly act: 'sync'; readonly file: string };
export type Change = Exclude<Act, { act: 'sync' }>;

export function readLog(file: string): Act[] {
  const bytes = readFileSync(file);
  const acts: Act[] = [];
  for (let at = 0; at < bytes.length;) {
    const kind = String.fromCharCode(bytes[at] ?? 0);
    const named = bytes.readUInt32LE(at + 1);
    const name = basename(bytes.toString('utf8', at + 5, at + 5 + named));
    const offset = Number(bytes.readBigUInt64LE(at + 5 + named));
    const length = bytes.readUInt32LE(at + 13 + named);
    const begin = at + 17 + named;
    const data = bytes.subarray(begin, begin + length);
    at = begin + length;
    if (kind === 'W') acts.push({ act: 'write', file: name, offset, data });
    else if (kind === 'T') acts.push({ act: 'truncate', file: name, length: offset });
    else acts.push({ act: 'sync', file: name });
  }
  return acts;
}

/** A disk: what is surely on it, and what was written since the last sync of its file. */
export type Disk = { readonly sure: Map<string, Buffer>; readonly unsure: Change[] };

export function take(disk: Disk, act: Act): void {
  if (act.act !== 'sync') return void disk.unsure.push(act);
  const settled = disk.unsure.filter((change) => change.file === act.file);
  for (const change of settled) apply(disk.sure, change);
  const left = disk.unsure.filter((change) => change.file !== act.file);
  disk.unsure.splice(0, disk.unsure.length, ...left);
}

function apply(files: Map<string, Buffer>, change: Change): void {
  const before = files.get(change.file) ?? Buffer.alloc(0);
  if (change.act === 'truncate') {
    const after = Buffer.alloc(change.length);
    before.copy(after);
    files.set(change.file, after);
    return;
  }
  const end = change.offset + change.data.length;
  const after = end <= before.length ? Buffer.from(before) : Buffer.alloc(end);
  if (end > before.length) before.copy(after);
  change.data.copy(after, change.offset);
  files.set(change.file, after);
}

/** `none`: nothing that was not synced is there. `torn`: all of it, the last one cut off in its midst. `some`: any of it, whole or cut off. */
export const cuts = ['none', 'torn', 'some'] as const;
export type Cut = (typeof cuts)[number];

/** Writes the files into the folder as the cut leaves them. */
export function cutPower(disk: Disk, cut: Cut, chance: SeededChance, folder: string): void {
  const files = new Map(disk.sure);
  const kept =
    cut === 'none' ? [] : disk.unsure.filter(() => cut === 'torn' || chance.happens(0.5));
  kept.forEach((change, index) => {
    const isTorn = cut === 'some' ? chance.happens(0.3) : index === kept.length - 1;
    if (!isTorn || change.act === 'truncate') return apply(files, change);
    apply(files, {
      ...change,
      data: change.data.subarray(0, chance.below(change.data.length + 1)),
    });
  });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
}
