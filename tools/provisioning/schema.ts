/** The JSON schema of the provisioning file, made from the schema by which the register reads it. */
import { z } from 'zod';
import { provisioningSchema, settingNames } from '../../main/app/provisioning/schema.ts';
import { settingWords } from '../../main/app/provisioning/words.ts';

/** The text of deploy/register/provisioning.schema.json. */
export function schemaText(): string {
  const made = z.toJSONSchema(provisioningSchema, { io: 'input', unrepresentable: 'any' });
  const described = Object.fromEntries(
    settingNames.map((name) => {
      const words = settingWords[name];
      const description = `${words.meaning.en} Otherwise: ${words.otherwise.en}.`;
      return [name, { title: words.name.en, description, ...Object(made.properties?.[name]) }];
    }),
  );
  // Editors find the schema of a file by its own $schema, which the register passes over.
  const properties = { $schema: { type: 'string' }, ...described };
  const { $schema, ...rest } = made;
  return `${JSON.stringify({ $schema, title: 'Provisioning of a Holdfast register', ...rest, properties }, null, 2)}\n`;
}
