/** `node tools/licences.ts`: writes docs/LICENCES.md, the packages that reach a shop or a server and what they allow. */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './command.ts';

/** Licences that ask for no more than their text to be passed on. */
const allowed = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  '0BSD',
  'Python-2.0',
  'MIT-0',
];

const manifest = z.looseObject({
  name: z.string().default(''),
  version: z.string().default(''),
  license: z.string().default('none named'),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
type Manifest = z.infer<typeof manifest>;
export type Licence = { readonly name: string; readonly version: string; readonly license: string };

export const licenceFile = 'docs/LICENCES.md';

const readManifest = (folder: string): Manifest =>
  manifest.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));

/** Packages of the development list that Vite puts into the pages and the main process, because the product's source imports them. */
function bundled(rooms: readonly string[]): string[] {
  const { devDependencies } = readManifest('.');
  const product = rooms.flatMap((room) =>
    globSync(`${room}/**/*.{ts,tsx,css}`, { cwd: root }).filter(
      (file) => !file.includes('node_modules'),
    ),
  );
  const text = product.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  return Object.keys(devDependencies).filter(
    (name) => name !== 'electron' && new RegExp(`(?:from|import) '${name}(?:/[^']*)?';`).test(text),
  );
}

/** Where Node finds a package that is asked for in a folder; undefined when it is optional and not here. */
function find(name: string, from: string): string | undefined {
  const parts = from === '' ? [] : from.split('/node_modules/');
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const above = parts.slice(0, depth).join('/node_modules/');
    const folder = `${above === '' ? '' : `${above}/`}node_modules/${name}`;
    if (existsSync(join(root, folder, 'package.json'))) return folder;
  }
  return undefined;
}

const registerRooms = ['shared', 'main', 'renderer'];

/** Every package that is shipped, with those that it needs in turn, as they are installed here. */
export const shippedLicences = (): Licence[] =>
  licencesOf(['.', 'server'], [...registerRooms, 'server']);

/** Those of the register alone. */
export const registerLicences = (): Licence[] => licencesOf(['.'], registerRooms);

function licencesOf(places: readonly string[], rooms: readonly string[]): Licence[] {
  const found = new Map<string, Licence>();
  const visit = (name: string, from: string, isOptional: boolean): void => {
    const folder = find(name, from) ?? find(name, '');
    if (folder === undefined) {
      if (isOptional) return;
      throw new Error(`${name} is not installed`);
    }
    if (found.has(folder)) return;
    // Its own name: what is asked for may be an alias.
    const own = readManifest(folder);
    const { version, license, dependencies, optionalDependencies } = own;
    found.set(folder, { name: own.name, version, license });
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies }))
      visit(needed, folder, Object.hasOwn(optionalDependencies, needed));
  };
  for (const place of places)
    for (const name of Object.keys(readManifest(place).dependencies))
      visit(name, place === '.' ? '' : place, false);
  for (const name of bundled(rooms)) visit(name, '', false);
  const unique = new Map([...found.values()].map((row) => [`${row.name} ${row.version}`, row]));
  return [...unique.values()].toSorted((a, b) =>
    `${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1,
  );
}

/** Those whose licence is not among the allowed ones. `(MIT OR GPL)` is allowed when one of its choices is. */
export const unlicensed = (licences: readonly Licence[]): Licence[] =>
  licences.filter(
    ({ license }) =>
      !license
        .replaceAll(/[()]/g, '')
        .split(' OR ')
        .some((choice) => choice.split(' AND ').every((one) => allowed.includes(one))),
  );

export function licenceText(licences: readonly Licence[]): string {
  const rows = licences.map(
    ({ name, version, license }) => `| ${name} | ${version} | ${license} |`,
  );
  return `# Licences

Packages that are part of the register or the services: production dependencies, and what Vite puts into the pages. Written by
\`node tools/licences.ts\` from what is installed; \`test/house/licences.test.ts\` fails when this list is out of date or when a package comes
under a licence other than ${allowed.join(', ')}. Electron, Chromium and Node.js bring their own texts (\`LICENSES.chromium.html\`).

| Package | Version | Licence |
|---|---|---|
${rows.join('\n')}
`;
}

if (import.meta.main) writeFileSync(join(root, licenceFile), licenceText(shippedLicences()));
