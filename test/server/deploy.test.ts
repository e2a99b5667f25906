/** What operators are given: units that systemd takes, scripts that the shell takes, an image that copies what there is. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const place = join(root, 'deploy/server');

it('has units that systemd-analyze finds nothing wrong with', () => {
  if (spawnSync('systemd-analyze', ['--version']).status !== 0) {
    console.warn('The units were not verified: there is no systemd-analyze here.');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-units-'));
  const names = readdirSync(join(place, 'systemd'));
  for (const name of names) {
    // The program is installed elsewhere.
    const text = readFileSync(join(place, 'systemd', name), 'utf8');
    writeFileSync(join(folder, name), text.replace(/^ExecStart=\S+/gm, 'ExecStart=/bin/true'));
  }
  const { stderr, status } = spawnSync(
    'systemd-analyze',
    ['verify', '--man=no', ...names.map((name) => join(folder, name))],
    { encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

it.each(readdirSync(place).filter((name) => name.endsWith('.sh')))(
  'has a script %s that the shell can read',
  (name) => {
    execFileSync('sh', ['-n', join(place, name)]);
    expect(readFileSync(join(place, name), 'utf8')).toMatch(/^#!\/bin\/sh\n/);
  },
);

it('has an image file whose every source is there, or made by the build, and that runs as nobody great', () => {
  const text = readFileSync(join(place, 'Containerfile'), 'utf8');
  const copied = [...text.matchAll(/^COPY (.+) \S+$/gm)].flatMap((match) =>
    (match[1] ?? '').split(' '),
  );
  expect(copied.length).toBeGreaterThan(4);
  for (const source of copied)
    expect(source.startsWith('out/') || existsSync(join(root, source)), source).toBe(true);
  expect(text).toMatch(/^USER holdfast$/m);
  expect(text).toContain(`ENTRYPOINT ["node", "server/app/main.ts"]`);
});
