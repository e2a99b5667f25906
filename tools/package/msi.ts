/** The MSI as far as it can be made here: electron-builder writes its project and our hook adds to it; WiX itself is a download that runs on Windows. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demand } from './made.ts';
import { pack, type PackOptions } from './pack.ts';

/** Nothing listens there, so that electron-builder ends at the download of WiX, whatever network this machine has. */
const nowhere = 'https://127.0.0.1:9';

/** Throws a sentence when the hook did not run, or what it added is not in the project of both packages. */
export async function checkMsiProjects(options: Omit<PackOptions, 'targets'>): Promise<void> {
  // One after the other: the download that fails for one ends electron-builder before it has written the project of another.
  for (const [arch, program] of [
    ['x64', 'win-unpacked'],
    ['arm64', 'win-arm64-unpacked'],
  ] as const) {
    const failure = await pack({
      ...options,
      targets: ['--win', 'msi', `--${arch}`],
      environment: {
        ...options.environment,
        ELECTRON_BUILDER_BINARIES_DOWNLOAD_OVERRIDE_URL: nowhere,
      },
    }).then(
      () => null,
      (error: unknown) => String(error),
    );
    demand(
      failure?.includes('127.0.0.1:9') === true,
      `it did not end at WiX: ${failure ?? 'it ended well'}`,
    );
    const stage = join(options.output, `__msi-${arch}`);
    const project = readFileSync(join(stage, 'project.wxs'), 'utf8');
    for (const part of [
      'Action="askPending" After="InstallValidate"',
      'Id="mainExecutable"',
      '/holdfast.exe"',
      `Source="${join(stage, 'installed-by-msi.txt')}"`,
    ])
      demand(project.includes(part), `the project of the MSI for ${arch} lacks ${part}`);
    demand(!project.includes('<MajorUpgrade'), `the MSI for ${arch} removes before it installs`);
    demand(existsSync(join(options.output, program)), `nothing was packed for ${arch}`);
  }
}
