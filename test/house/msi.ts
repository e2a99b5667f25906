/** The MSI's WiX project as electron-builder's own target writes it from our configuration, before our hook. */
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { read, root } from './tree.ts';

const load = createRequire(join(root, 'package.json'));
const anything = z.record(z.string(), z.unknown());
const configuration = anything.parse(parse(read('electron-builder.yml')));

/** Only as far as it is used here. */
type Target = {
  readonly options: unknown;
  readonly writeManifest: (program: string, arch: number, options: unknown) => Promise<string>;
};

/** Writes the project for a folder of packed files; answers its path. */
export async function writeProject(folder: string): Promise<string> {
  // First whole: its parts import each other in a circle.
  load('app-builder-lib');
  const { default: MsiTarget } = load('app-builder-lib/out/targets/MsiTarget.js');
  const { AppInfo } = load('app-builder-lib/out/appInfo.js');
  const { getEffectiveOptions } = load(
    'app-builder-lib/out/options/CommonWindowsInstallerConfiguration.js',
  );
  const metadata = {
    ...anything.parse(JSON.parse(read('package.json'))),
    ...anything.parse(configuration['extraMetadata']),
  };
  const info = { config: configuration, metadata, devMetadata: metadata };
  const appInfo = new AppInfo(info, null, configuration['win']);
  const packager = {
    ...{ config: configuration, appInfo, info, fileAssociations: [] },
    platformSpecificBuildOptions: configuration['win'],
    getIconPath: async () => join(root, 'build/icon.ico'),
  };
  const program = join(folder, 'win-unpacked');
  mkdirSync(join(program, 'resources'), { recursive: true });
  for (const file of ['holdfast.exe', 'ffmpeg.dll', 'resources/app.asar'])
    writeFileSync(join(program, file), file);
  const target: Target = new MsiTarget(packager, folder);
  const x64 = 1;
  const text = await target.writeManifest(
    program,
    x64,
    getEffectiveOptions(target.options, packager),
  );
  const project = join(folder, 'project.wxs');
  writeFileSync(project, text);
  return project;
}
