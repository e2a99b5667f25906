/** What must be true of the installers that `package:check` has made. Each check throws a sentence when it is not. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { parse } from 'yaml';
import { z } from 'zod';
import { billOfMaterials } from '../release/billofmaterials.ts';
import { writeChecksums } from '../release/checksums.ts';
import { executablesIn, faultOfSignature } from '../release/verify.ts';
import { archivedFiles, headerHash, stableList, strangers } from './archive.ts';
import { demand, installersIn, type Made } from './made.ts';
import { checkRefusals } from './tampered.ts';
import { checkUpdate } from './updating.ts';

export type Check = { readonly name: string; readonly run: () => Promise<void> | void };

const architectures = { x64: 'win-unpacked', arm64: 'win-arm64-unpacked' } as const;
const program = 'holdfast.exe';

const resourcesOf = (made: Made, folder: string): string => join(made.output, folder, 'resources');

export function checksOf(made: Made): Check[] {
  const each = Object.entries(architectures);
  return [
    { name: 'every executable is signed, with a timestamp', run: () => checkSignatures(made) },
    { name: 'changed and wrongly signed installers are refused', run: () => checkRefusals(made) },
    ...each.map(([name, folder]) => ({
      name: `fuses and archive integrity, ${name}`,
      run: () => checkProgram(made, folder),
    })),
    { name: 'what is packed', run: () => checkContents(made) },
    { name: 'the update feed', run: () => checkFeed(made) },
    { name: 'an update by its real signature', run: () => checkUpdate(made) },
    { name: 'bill of materials and checksums', run: () => checkPapers(made) },
  ];
}

async function checkSignatures(made: Made): Promise<void> {
  const { output, authority, publisher, signed } = made;
  const installers = installersIn(output);
  demand(installers.length === 2, `two installers were expected, not ${installers.length}`);
  const files = [
    ...installers,
    ...Object.values(architectures).flatMap((folder) => executablesIn(join(output, folder))),
    ...installers.flatMap((installer) => unpackedFrom(made, installer)),
  ];
  const expected = { authorities: authority.certificate, publisher };
  for (const file of files) {
    const fault = await faultOfSignature(file, expected);
    demand(fault === null, `${file}: ${fault ?? ''}`);
  }
  const list = readFileSync(signed, 'utf8').trim().split('\n');
  const uninstallers = list.filter((file) => file.endsWith('__uninstaller.exe'));
  demand(uninstallers.length === 2, 'the uninstallers did not pass the signing hook');
  const scripts = list.filter((file) => file.endsWith('update.ps1'));
  demand(scripts.length === 2, 'the update script did not pass the signing hook');
  demand(files.length >= 10, `only ${files.length} executables were found`);
}

/** The executables inside an installer, by 7-Zip: the uninstaller is only there. */
function unpackedFrom(made: Made, installer: string): string[] {
  const folder = join(made.folder, `inside-${basename(installer)}`);
  execFileSync('7z', ['x', '-y', `-o${folder}`, installer], { stdio: 'pipe' });
  const found = executablesIn(folder).filter((file) => !file.includes('$PLUGINSDIR'));
  demand(
    found.some((file) => basename(file).startsWith('Uninstall')),
    `${basename(installer)} holds no uninstaller: ${found.map((file) => basename(file)).join(', ')}`,
  );
  return found;
}

/** Which fuses are on; what is not here stays as Electron has it. */
const fuses: readonly (readonly [FuseV1Options, boolean])[] = [
  [FuseV1Options.RunAsNode, false],
  [FuseV1Options.EnableCookieEncryption, true],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.EnableNodeCliInspectArguments, false],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
];

async function checkProgram(made: Made, folder: string): Promise<void> {
  const file = join(made.output, folder, program);
  const wire = await getCurrentFuseWire(file);
  for (const [fuse, isOn] of fuses)
    // The library answers '0' and '1' by their codes.
    demand(wire[fuse] === (isOn ? 49 : 48), `fuse ${FuseV1Options[fuse]} is not ${isOn}`);
  const bytes = readFileSync(file);
  const hash = headerHash(resourcesOf(made, folder));
  demand(bytes.includes(hash), 'the program does not hold the hash of its archive');
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));
  for (const text of ['Holdfast', version])
    demand(bytes.includes(Buffer.from(text, 'utf16le')), `the program does not say ${text}`);
}

function checkContents(made: Made): void {
  const lists = Object.entries(architectures).map(([name, folder]) => {
    const files = archivedFiles(resourcesOf(made, folder));
    const strange = strangers(files);
    demand(strange.length === 0, `these have no place in a register: ${strange.join(', ')}`);
    const native = files.filter((file) => file.endsWith('.node'));
    const expected = `/node_modules/better-sqlite3/prebuilds/win32-${name}.node`;
    demand(native.join() === expected, `native parts: ${native.join(', ')}`);
    return stableList(files.filter((file) => !file.endsWith('.node'))).join('\n');
  });
  demand(lists[0] === lists[1], 'the two architectures hold different files');
}

const feed = z.object({
  version: z.string(),
  files: z.array(z.object({ url: z.string(), sha512: z.string(), size: z.number() })),
});

function checkFeed(made: Made): void {
  const { files } = feed.parse(parse(readFileSync(join(made.output, 'latest.yml'), 'utf8')));
  demand(files.length === 2, `the feed names ${files.length} files`);
  for (const { url, sha512, size } of files) {
    const bytes = readFileSync(join(made.output, url));
    const digest = createHash('sha512').update(bytes).digest('base64');
    demand(digest === sha512 && bytes.length === size, `the feed describes another ${url}`);
  }
  for (const folder of Object.values(architectures)) {
    const file = join(resourcesOf(made, folder), 'app-update.yml');
    const settings = z
      .object({ publisherName: z.array(z.string()) })
      .parse(parse(readFileSync(file, 'utf8')));
    demand(settings.publisherName.join() === made.publisher, 'updates of others are believed');
  }
}

function checkPapers(made: Made): void {
  const bill = billOfMaterials();
  const parts = z.object({ components: z.array(z.object({ name: z.string() })) });
  const names = parts.parse(JSON.parse(bill)).components.map(({ name }) => name);
  for (const name of ['electron', 'react', 'axios', 'better-sqlite3-multiple-ciphers'])
    demand(names.includes(name), `the bill of materials leaves out ${name}`);
  for (const installer of installersIn(made.output)) {
    const paper = `${installer}.cdx.json`;
    writeFileSync(paper, bill);
    for (const file of [...writeChecksums(installer), ...writeChecksums(paper)]) {
      const checker = file.endsWith('sha256') ? 'sha256sum' : 'sha512sum';
      execFileSync(checker, ['--check', '--strict', file], { cwd: made.output, stdio: 'pipe' });
    }
  }
}
