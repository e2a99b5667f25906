/** Files that are whole or not there, whatever ends the process or the power. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { openForWriting, settleRights } from './rights.ts';

/** Makes the content of a finished file outlive the power. */
export function makeDurable(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Makes new names in the file's folder durable. Windows keeps names itself and cannot open a folder. */
export function syncFolder(file: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** Puts a finished file in the place of another: at every moment the name leads to the one or to the other. */
export function putInPlace(fresh: string, file: string): void {
  settleRights(fresh);
  makeDurable(fresh);
  renameSync(fresh, file);
  syncFolder(file);
}

/** Writes a small file anew, with the rights of its folder: readable by its owner only, or by the accounts that share it. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const fresh = `${file}.new`;
  const bytes = Buffer.from(content);
  const descriptor = openForWriting(fresh, 'w');
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
  closeSync(descriptor);
  putInPlace(fresh, file);
}
