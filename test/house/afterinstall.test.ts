/** What the Debian package does after it is unpacked, run for real on folders of its own. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { read } from './tree.ts';

const isRoot = process.getuid?.() === 0;

const place = mkdtempSync(join(tmpdir(), 'holdfast-afterinstall-'));
afterAll(() => rmSync(place, { recursive: true }));
const group = 61_000;
const inside = (path: string): string => join(place, path);

/** The package's script with its folders below ours, and a number in place of the group that this machine does not have. */
function install(): void {
  const script = read('build/linux/after-install.sh')
    .replaceAll('${sanitizedProductName}', 'Holdfast')
    .replaceAll('${executable}', 'holdfast')
    .replaceAll(/(\/opt|\/usr\/bin|\/var\/lib|\/etc)(?=\/)/g, `${place}$1`)
    .replaceAll(/(-g|chgrp) holdfast/g, `$1 ${group}`)
    .replace('getent group holdfast', 'true');
  execFileSync('sh', ['-c', script]);
}

const rights = (path: string): string => {
  const { mode, gid } = statSync(inside(path));
  return `${(mode & 0o7777).toString(8)} ${gid}`;
};

it('makes the data folder of a group, mends what one account made, keeps the secret', ({
  skip,
}) => {
  skip(!isRoot, 'only root gives folders to a group');
  for (const folder of ['opt/Holdfast', 'usr/bin', 'var/lib', 'etc'])
    mkdirSync(inside(folder), { recursive: true });
  writeFileSync(inside('opt/Holdfast/chrome-sandbox'), '');
  install();
  expect(rights('var/lib/holdfast')).toBe(`2770 ${group}`);
  expect(rights('etc/holdfast/machine.secret')).toBe(`640 ${group}`);
  const secret = readFileSync(inside('etc/holdfast/machine.secret'), 'utf8');
  expect(Buffer.from(secret, 'base64')).toHaveLength(32);

  // A register of an older package, and somebody who would like to have another file.
  const stranger = inside('etc/shadow');
  writeFileSync(stranger, 'secret', { mode: 0o600 });
  mkdirSync(inside('var/lib/holdfast/logs'), { mode: 0o700 });
  writeFileSync(inside('var/lib/holdfast/witness.log'), '', { mode: 0o600 });
  chownSync(inside('var/lib/holdfast/witness.log'), 61_001, 61_001);
  symlinkSync(stranger, inside('var/lib/holdfast/link'));
  linkSync(stranger, inside('var/lib/holdfast/hard'));
  chmodSync(stranger, 0o600);
  install();
  expect(rights('var/lib/holdfast/witness.log')).toBe(`660 ${group}`);
  expect(rights('var/lib/holdfast/logs')).toBe(`2770 ${group}`);
  expect(rights('etc/shadow')).toBe('600 0');
  expect(readFileSync(inside('etc/holdfast/machine.secret'), 'utf8')).toBe(secret);
});
