/** A register packed for Linux as the release packs it, and installed as IT does: unpacked, provisioned, started. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { provisioningFile, type Provisioning } from '../../main/app/provisioning.ts';
import { extractArchive } from './archive.ts';
import { writeLinuxElectron } from './electron.ts';
import { pack } from './pack.ts';

export type Installed = {
  /** Electron's `resources` folder of this installation. */
  readonly resources: string;
  /** The machine's data folder. */
  readonly data: string;
};

/** Packs what stands in out/ and answers the archive (.tar.gz) that is handed to IT. */
export async function packRegister(folder: string): Promise<string> {
  const electron = join(folder, 'electron');
  mkdirSync(electron, { recursive: true });
  writeLinuxElectron(electron);
  const output = join(folder, 'dist');
  await pack({ targets: ['--linux', 'dir', '--x64'], electron, output });
  const archive = join(folder, 'holdfast.tar.gz');
  execFileSync('tar', ['-czf', archive, '-C', join(output, 'linux-unpacked'), '.']);
  return archive;
}

/**
 * Unpacks the archive under `place` and puts the provisioning into the data folder beside it, without a question. The stand-in reads no
 * archives of Electron's, so that is unpacked as well.
 */
export function installRegister(
  archive: string,
  place: string,
  provisioning: Provisioning,
): Installed {
  const [program, data] = [join(place, 'program'), join(place, 'data')];
  for (const folder of [program, data]) mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', archive, '-C', program]);
  const resources = join(program, 'resources');
  extractArchive(resources, join(resources, 'app'));
  writeFileSync(provisioningFile(data), JSON.stringify(provisioning));
  return { resources, data };
}
