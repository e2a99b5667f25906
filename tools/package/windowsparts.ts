/** What electron-builder otherwise downloads to make a Windows installer, put together from Debian's packages. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from '../command.ts';
import { findProgram, installDebianPackages, mayInstall } from '../setup/debian.ts';

const programs = {
  makensis: 'nsis',
  '7za': 'p7zip-full',
  osslsigncode: 'osslsigncode',
  'i686-w64-mingw32-gcc': 'gcc-mingw-w64-i686-win32',
  'x86_64-w64-mingw32-gcc': 'gcc-mingw-w64-x86-64-win32',
} as const;

/** Installs what is missing where we may; throws a sentence that names it where we may not. */
export async function ensurePackagingPrograms(): Promise<void> {
  for (const [program, name] of Object.entries(programs)) {
    if (findProgram(program) === undefined && mayInstall()) await installDebianPackages(name);
    if (findProgram(program) === undefined)
      throw new Error(
        `To make a Windows installer here, ${program} is needed (Debian: apt-get install ${name}).`,
      );
  }
}

/**
 * Plugins of NSIS that electron-builder's scripts call. Neither Debian nor any package has them, so these have the functions' names and do
 * nothing: the scripts compile against them and the installer is complete, but it cannot be run.
 */
const plugins = [
  'Nsis7z',
  'SpiderBanner',
  'StdUtils',
  'UAC',
  'WinShell',
  'inetc',
  'nsProcess',
  'nsisunz',
] as const;
const scripts = join(root, 'node_modules/app-builder-lib/templates/nsis');

/** The functions of a plugin that any of the scripts names. */
function functionsOf(plugin: string): Set<string> {
  const text = globSync('**/*.{nsh,nsi}', { cwd: scripts })
    .map((file) => readFileSync(join(scripts, file), 'utf8'))
    .join('\n');
  const calls = text.matchAll(new RegExp(`\\b${plugin}::(\\w+)`, 'g'));
  return new Set([...calls].map(([, name]) => name ?? ''));
}

const pluginSource = (names: ReadonlySet<string>): string =>
  [...names]
    .map((name) => `__declspec(dllexport) void ${name}(void *h, int n, void *v, void *s) {}`)
    .join('\n');

const compiler = 'i686-w64-mingw32-gcc';

/** Wine is asked for one thing only: to let the first installer write the uninstaller. This writes a small executable in its place. */
const wine = (uninstaller: string): string => `#!/bin/sh
case "$1" in
*.exe) cp "${uninstaller}" "\${1%exe}__uninstaller.exe" ;;
*) echo wine-8.0 ;;
esac
`;
const makensis = `#!/bin/sh
unset NSISDIR
exec /usr/bin/makensis "$@"
`;

/** Makes the parts in a folder; answers the environment in which electron-builder finds them. */
export function writeWindowsParts(folder: string): Record<string, string> {
  const library = join(folder, 'plugins/x86-unicode');
  const bin = join(folder, 'bin');
  for (const needed of [library, bin, join(folder, 'linux')])
    mkdirSync(needed, { recursive: true });
  for (const name of plugins) {
    const source = join(folder, `${name}.c`);
    writeFileSync(source, pluginSource(functionsOf(name)));
    execFileSync(compiler, ['-shared', '-s', source, '-o', join(library, `${name}.dll`)]);
  }
  const source = join(folder, 'elevate.c');
  const elevate = join(folder, 'elevate.exe');
  writeFileSync(source, 'int main(void) { return 0; }');
  execFileSync(compiler, ['-s', source, '-o', elevate]);
  const uninstaller = join(folder, 'uninstaller.exe');
  copyFileSync(elevate, uninstaller);
  writeProgram(join(bin, 'wine'), wine(uninstaller));
  writeProgram(join(folder, 'linux/makensis'), makensis);
  return {
    PATH: [bin, process.env['PATH'] ?? ''].join(delimiter),
    ELECTRON_BUILDER_7ZIP_PATH: findProgram('7za') ?? '',
    ELECTRON_BUILDER_NSIS_DIR: folder,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: folder,
    USE_SYSTEM_WINE: 'true',
  };
}

function writeProgram(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}
