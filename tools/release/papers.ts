/** `npm run release:papers -- <folder>`: puts the bill of materials and the checksums beside each artifact of electron-builder. */
import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertNode } from '../setup/node.ts';

assertNode();
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name the folder of the artifacts: npm run release:papers -- dist');
  process.exit(2);
}
const { billOfMaterials } = await import('./billofmaterials.ts');
const { writeChecksums } = await import('./checksums.ts');
const artifacts = globSync('*.{exe,msi,AppImage,deb}', { cwd: folder });
if (artifacts.length === 0) {
  console.error(`There is no artifact in ${folder}.`);
  process.exit(1);
}
for (const name of artifacts) {
  const artifact = join(folder, name);
  const bill = `${artifact}.cdx.json`;
  writeFileSync(bill, billOfMaterials());
  for (const file of [artifact, bill]) writeChecksums(file);
  console.log(`${name}: bill of materials, SHA-256, SHA-512`);
}
