import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { build } from '../../tools/build.ts';
import { archivedFiles, stableList, strangers } from '../../tools/package/archive.ts';
import { writeLinuxElectron } from '../../tools/package/electron.ts';
import { pack } from '../../tools/package/pack.ts';
import { root } from './tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-package-'));
const unpacked = join(folder, 'dist/linux-unpacked');

beforeAll(async () => {
  expect((await build({ quiet: true })).failed).toBe(0);
  const electron = join(folder, 'electron');
  mkdirSync(electron);
  writeLinuxElectron(electron);
  await pack({ targets: ['--linux', 'dir', '--x64'], electron, output: join(folder, 'dist') });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('packs the built register, the native database for this system, and nothing else', () => {
  const paths = archivedFiles(join(unpacked, 'resources'));
  for (const needed of [
    '/package.json',
    '/out/main/index.js',
    '/out/preload/index.cjs',
    '/out/renderer/index.html',
  ])
    expect(paths).toContain(needed);
  expect(paths.filter((path) => path.endsWith('.node'))).toEqual([
    '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
  ]);
  expect(strangers(paths)).toEqual([]);
  expect(stableList(paths).length).toBe(paths.length);
});

it.each([
  '/node_modules/fastify/fastify.js',
  '/out/main/index.js.map',
  '/out/renderer/assets/index-abc12345.js.map',
  '/test/house/package.test.ts',
  '/out/headoffice/index.html',
  '/node_modules/better-sqlite3/src/database.cpp',
  '/provisioning.json',
])('would not let %s slip in', (path) => expect(strangers([path])).toEqual([path]));

/** Vite bundles, so a server's code could come in without a file of its own: the source map tells. */
it('bundles no source and no package of a server or a test into the main process', () => {
  const sources = globSync('out/main/**/*.map', { cwd: root }).flatMap((file) =>
    z
      .object({ sources: z.array(z.string()) })
      .parse(JSON.parse(readFileSync(join(root, file), 'utf8')))
      .sources.map((source) => source.replace(/^(\.\.\/)+/, '')),
  );
  expect(sources.length).toBeGreaterThan(100);
  const wrong =
    /^(server|test|tools|renderer)\/|node_modules\/(fastify|kysely|pg|@fastify|vitest|playwright)/;
  expect(sources.filter((source) => wrong.test(source))).toEqual([]);
});

it('turns the fuses', async () => {
  const wire = await getCurrentFuseWire(join(unpacked, 'holdfast'));
  const [off, on] = [48, 49];
  expect(wire).toMatchObject({
    [FuseV1Options.RunAsNode]: off,
    [FuseV1Options.EnableCookieEncryption]: on,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
    [FuseV1Options.EnableNodeCliInspectArguments]: off,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
  });
});
