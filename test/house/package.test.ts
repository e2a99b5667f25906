import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { build } from '../../tools/build.ts';
import { root } from './tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-package-'));
const unpacked = join(folder, 'dist/linux-unpacked');
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Everything electron-builder asks of an Electron; its program is only the mark before the fuses. */
function writeEmptyElectron(): string {
  const electron = join(folder, 'electron');
  mkdirSync(join(electron, 'locales'), { recursive: true });
  mkdirSync(join(electron, 'resources'));
  const fuses = Buffer.concat([
    Buffer.from(fuseMark),
    Buffer.from([1, 9]),
    Buffer.from('111111111'),
  ]);
  const pad = Buffer.alloc(64);
  writeFileSync(join(electron, 'electron'), Buffer.concat([pad, fuses, pad]), { mode: 0o755 });
  const others = ['version', 'LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox'];
  const locales = ['en-US', 'zh-CN', 'de'].map((locale) => `locales/${locale}.pak`);
  for (const name of [...others, ...locales]) writeFileSync(join(electron, name), 'empty');
  return electron;
}

type Entry = { files?: Record<string, Entry> | undefined };
const entry: z.ZodType<Entry> = z.lazy(() =>
  z.object({ files: z.record(z.string(), entry).optional() }),
);

/** The paths in an asar archive: its JSON header begins at byte 16, its length stands at byte 12. */
function listArchive(file: string): string[] {
  const bytes = readFileSync(file);
  const header = bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8');
  return pathsOf('', entry.parse(JSON.parse(header)));
}

const pathsOf = (path: string, { files }: Entry): string[] =>
  files === undefined
    ? [path]
    : Object.entries(files).flatMap(([name, inner]) => pathsOf(`${path}/${name}`, inner));

beforeAll(async () => {
  expect((await build({ quiet: true })).failed).toBe(0);
  const overrides = [
    `-c.electronDist=${writeEmptyElectron()}`,
    `-c.directories.output=${join(folder, 'dist')}`,
  ];
  const program = join(root, 'node_modules/electron-builder/cli.js');
  execFileSync(process.execPath, [program, '--linux', 'dir', '--x64', ...overrides], {
    cwd: root,
    env: { ...process.env, HOLDFAST_UPDATE_URL: 'http://127.0.0.1/updates' },
    stdio: 'pipe',
  });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('packs the built register, the native database for this system, and nothing else', () => {
  const paths = listArchive(join(unpacked, 'resources/app.asar'));
  expect(paths).toContain('/package.json');
  expect(paths).toContain('/out/main/index.js');
  expect(paths).toContain('/out/preload/index.cjs');
  expect(paths).toContain('/out/renderer/index.html');
  expect(paths.filter((path) => path.endsWith('.node'))).toEqual([
    '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
  ]);
  const allowed =
    /^\/(package\.json|out\/(main|preload|renderer)\/|node_modules\/better-sqlite3\/(lib\/|prebuilds\/|package\.json$|LICENSE$))/;
  expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
  expect(paths.filter((path) => path.endsWith('.map') || path.endsWith('.ts'))).toEqual([]);
});

it('turns the fuses', () => {
  const program = readFileSync(join(unpacked, 'holdfast'));
  const start = program.indexOf(fuseMark) + fuseMark.length + 2;
  const fuses = program.subarray(start, start + 9).toString('latin1');
  // Run as Node off, cookies encrypted, NODE_OPTIONS off, inspector off, archive checked, only archive.
  expect(fuses.slice(0, 6)).toBe('010011');
  expect(fuses[7], 'extra rights of file:').toBe('0');
});
