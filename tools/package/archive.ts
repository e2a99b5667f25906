/** What a package holds: the files of its archive and those beside it, and whether each may ship. */
import { extractAll, getRawHeader, listPackage } from '@electron/asar';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

const archiveOf = (resources: string): string => join(resources, 'app.asar');

/** The paths of the files in the archive of a `resources` folder, sorted, without folders. */
export function archivedFiles(resources: string): string[] {
  const all = listPackage(archiveOf(resources), { isPack: false }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  return all.filter((path) => !all.some((other) => other.startsWith(`${path}/`))).toSorted();
}

/** Everything a register consists of. Servers, tests, maps and sources are not on it. */
const allowed =
  /^\/(package\.json|out\/main\/([\w-]+\.js|parts\/[\w.-]+\.js)|out\/preload\/\w+\.cjs|out\/renderer\/(\w+\.html|assets\/[\w.-]+\.(js|css|svg|png|woff2?))|node_modules\/better-sqlite3\/(lib\/[\w/.-]+\.js|prebuilds\/[\w-]+\.node|package\.json|LICENSE))$/;

/** Those of the paths that have no place in a register. */
export const strangers = (paths: readonly string[]): string[] =>
  paths.filter((path) => !allowed.test(path));

/** The list with the hash of its content taken out of names, so that it stays the same from build to build. */
export const stableList = (paths: readonly string[]): string[] =>
  paths.map((path) => path.replace(/-[\w-]{8}(\.(js|css|svg|png|woff2?))$/, '-#$1')).toSorted();

/** SHA-256 of the archive's header, in hexadecimal: what Electron compares with the hash in its own program. */
export const headerHash = (resources: string): string =>
  createHash('sha256')
    .update(getRawHeader(archiveOf(resources)).headerString)
    .digest('hex');

/** Writes the archive's files into a folder, for a runner that cannot read archives. */
export const extractArchive = (resources: string, folder: string): void =>
  extractAll(archiveOf(resources), folder);
