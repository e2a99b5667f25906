import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './command.ts';

// Run by hand after a change of dependencies (npm run lock). npm leaves an optional package out of
// the lock file when the registry at hand does not carry it, as one that holds only this platform's
// builds does, and then `npm ci` refuses the file for what it left out (npm/cli issue 9846).

const lockedPackage = z.looseObject({
  version: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
export const lockFile = z.looseObject({ packages: z.record(z.string(), lockedPackage) });
type LockedPackage = z.infer<typeof lockedPackage>;
type Packages = Readonly<Record<string, LockedPackage>>;

/** The optional packages that the lock file names but does not hold, with where they belong. */
export function missingOptional(packages: Packages): Record<string, LockedPackage> {
  const missing: Record<string, LockedPackage> = {};
  for (const [parent, { optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (foldersSeenFrom(parent).some((folder) => `${folder}${name}` in packages)) continue;
      missing[`node_modules/${name}`] = {
        version: exact(name, version),
        optional: true,
        ...platformOf(name),
      };
    }
  }
  return missing;
}

/** Where Node looks for the packages of one package: beside it, and in each folder above. */
function foldersSeenFrom(parent: string): string[] {
  const parts = parent === '' ? [] : parent.split('/node_modules/');
  const nested = parts.map((_, index) => `${parts.slice(0, index + 1).join('/node_modules/')}/`);
  return ['node_modules/', ...nested.map((folder) => `${folder}node_modules/`)];
}

/** Builds for one platform are asked for by their exact version; others we would have to look up. */
function exact(name: string, version: string): string {
  const digits = /^[~^]?(\d+\.\d+\.\d+(-[\w.]+)?)$/.exec(version)?.[1];
  if (digits === undefined) throw new Error(`${name}@${version} names no single version`);
  return digits;
}

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
  'wasm32',
];

type Platform = { os?: string[]; cpu?: string[]; libc?: string[] };

/** What such a package's name says of where it runs, so that npm does not fetch it elsewhere. */
function platformOf(name: string): Platform {
  const words = name.split(/[-/]/);
  const os = systems.filter((word) => words.includes(word));
  const cpu = processors.filter((word) => words.includes(word));
  const libc = os.includes('linux') ? libcOf(words) : [];
  return {
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 ? { libc } : {}),
  };
}

function libcOf(words: readonly string[]): string[] {
  if (words.some((word) => word.startsWith('musl'))) return ['musl'];
  return words.some((word) => word.startsWith('gnu')) ? ['glibc'] : [];
}

if (import.meta.main) {
  const file = join(root, 'package-lock.json');
  const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingOptional(lockFile.parse(json).packages);
  // The records keep npm's order of keys, so that a change stays small.
  const whole = z.record(z.string(), z.unknown()).parse(json);
  const packages = z.record(z.string(), z.unknown()).parse(whole['packages']);
  const sorted = Object.entries({ ...packages, ...missing }).toSorted(([left], [right]) =>
    left.localeCompare(right, 'en'),
  );
  const completed = { ...whole, packages: Object.fromEntries(sorted) };
  writeFileSync(file, `${JSON.stringify(completed, null, 2)}\n`);
  console.log(`${Object.keys(missing).length} optional packages added to package-lock.json`);
}
