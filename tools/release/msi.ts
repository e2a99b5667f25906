/** electron-builder's hook for the MSI (`msiProjectCreated`): puts Holdfast's part, build/installer.wxs, into the WiX project that it has just written. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

const part = join(import.meta.dirname, '../../build/installer.wxs');

/** What lies beside the program of an MSI, so that it leaves renewing to whoever installs those (main/app/update/renewal.ts). */
const marker = 'installed-by-msi.txt';

/** Changes the project in its place. Throws when electron-builder's template is not the one that this was written for. */
export function msiProjectCreated(project: string): void {
  const theirs = readFileSync(project, 'utf8');
  const upgradeCode = found(theirs, /<Product [^>]*\bUpgradeCode="([^"]+)"/);
  const version = found(theirs, /<Product [^>]*\bVersion="([^"]+)"/);
  found(theirs, /Id="(mainExecutable)"/);
  const upgrade = found(theirs, /(<MajorUpgrade [^>]*\/>)/);
  const folder = dirname(project) + sep;
  const values: Readonly<Record<string, string>> = { upgradeCode, version, folder };
  const ours = found(readFileSync(part, 'utf8'), /<Product>\n([\s\S]*?)\n {2}<\/Product>/);
  const filled = ours.replaceAll(
    /\{(upgradeCode|version|folder)\}/g,
    (_, name: string) => values[name] ?? '',
  );
  const end = '</Product>';
  const at = theirs.lastIndexOf(end);
  const joined = `${theirs.slice(0, at)}${filled}\n  ${theirs.slice(at)}`;
  writeFileSync(project, joined.replace(upgrade, ''));
  writeFileSync(
    join(folder, marker),
    'Installed as MSI: newer versions come by the tool that installed this one.\r\n',
  );
}

function found(text: string, pattern: RegExp): string {
  const [, value] = pattern.exec(text) ?? [];
  if (value === undefined) throw new Error(`the project of the MSI has no ${pattern.source}`);
  return value;
}
