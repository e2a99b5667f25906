/** The software bill of materials of a register, CycloneDX 1.6: every package that is bundled into it, and Electron. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { z } from 'zod';
import { root } from '../command.ts';
import { registerLicences, type Licence } from '../licences.ts';

const product = z.object({
  version: z.string(),
  devDependencies: z.looseObject({ electron: z.string() }),
});

/** A package URL; the @ of a scope is written as the standard wants it. */
const address = ({ name, version }: Licence): string =>
  `pkg:npm/${name.replace('@', '%40')}@${version}`;

const component = (licence: Licence): Models.Component => {
  const purl = address(licence);
  const made = new Models.Component(Enums.ComponentType.Library, licence.name, {
    version: licence.version,
    purl,
    bomRef: purl,
  });
  made.licenses.add(new Models.LicenseExpression(licence.license));
  return made;
};

/** The bill as JSON text: the same for the same lock file, without time or serial number. */
export function billOfMaterials(): string {
  const own = product.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const register = new Models.Component(Enums.ComponentType.Application, 'holdfast', {
    version: own.version,
    bomRef: 'holdfast',
  });
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: register }) });
  const shell = { name: 'electron', version: own.devDependencies.electron, license: 'MIT' };
  for (const licence of [...registerLicences(), shell]) {
    const part = component(licence);
    bom.components.add(part);
    register.dependencies.add(part.bomRef);
  }
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  const serializer = new Serialize.JsonSerializer(factory);
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}
