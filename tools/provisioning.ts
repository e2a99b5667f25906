/** `node tools/provisioning.ts`: writes what IT is given to provision registers with. A test holds the committed files against it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './command.ts';
import { admlText, admxText } from './provisioning/policy.ts';
import { schemaText } from './provisioning/schema.ts';

/** Each file with its text. */
export const provisioningFiles = (): Readonly<Record<string, string>> => ({
  'deploy/register/provisioning.schema.json': schemaText(),
  'deploy/register/policy/holdfast.admx': admxText(),
  'deploy/register/policy/en-US/holdfast.adml': admlText('en'),
  'deploy/register/policy/zh-CN/holdfast.adml': admlText('zh'),
});

if (import.meta.main)
  for (const [file, text] of Object.entries(provisioningFiles())) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    console.log(file);
  }
