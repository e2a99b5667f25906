/** What IT is given to provision with: made from the schema by which the register reads, and telling the truth about it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { variableOf } from '../../main/app/provisioning/environment.ts';
import { policyValueOf } from '../../main/app/provisioning/policy.ts';
import { settingNames } from '../../main/app/provisioning/schema.ts';
import { settingWords } from '../../main/app/provisioning/words.ts';
import { provisioningFile, readProvisioning } from '../../main/app/provisioning.ts';
import { root } from '../../tools/command.ts';
import { provisioningFiles } from '../../tools/provisioning.ts';
import { makeAuthority } from '../server/http/authority.ts';
import { makeRecoveryKey } from '../walk/runbook/shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-template-'));
afterAll(() => rmSync(folder, { recursive: true }));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const document = read('docs/PROVISIONING.md');

test.each(Object.entries(provisioningFiles()))(
  '%s is what the schema makes (node tools/provisioning.ts)',
  (file, text) => expect(read(file)).toBe(text),
);

test('the policy template has every word that it names, in both languages', () => {
  const admx = read('deploy/register/policy/holdfast.admx');
  const named = [...admx.matchAll(/\$\((string|presentation)\.(\w+(?:-\w+)?)\)/g)];
  expect(named.length).toBeGreaterThan(30);
  for (const language of ['en-US', 'zh-CN']) {
    const adml = read(`deploy/register/policy/${language}/holdfast.adml`);
    for (const [, kind, name] of named) expect(adml).toContain(`<${kind} id="${name}">`);
    const opened = [...adml.matchAll(/<(\w+)[^>]*[^/]>/g)].length;
    expect([...adml.matchAll(/<\/\w+>/g)].length, 'each element is closed').toBe(opened);
  }
});

test('the document has a row for every setting, as the schema says it', () => {
  for (const name of settingNames) {
    const policy = name === 'activationCode' ? '–' : `\`${policyValueOf(name)}\``;
    const { meaning, otherwise } = settingWords[name];
    expect(document).toContain(
      `| \`${name}\` | \`${variableOf(name)}\` | ${policy} | ${meaning.en} | ${otherwise.en} |`,
    );
  }
});

test('the example is valid by the published schema and for the register itself, and a wrong one for neither', () => {
  const text = /```json\n([\s\S]*?)```/.exec(document)?.[1] ?? '';
  const judge = new Ajv2020({ formats: { uri: true } }).compile(
    JSON.parse(read('deploy/register/provisioning.schema.json')),
  );
  const authority = makeAuthority();
  writeFileSync(join(folder, 'stores-ca.pem'), authority.cert);
  makeRecoveryKey(folder);
  const bare = { platform: 'none', systemRoot: '', ask: () => null, read: () => null };
  const take = (raw: unknown): ReturnType<typeof readProvisioning> => {
    writeFileSync(provisioningFile(folder), JSON.stringify(raw));
    return readProvisioning({}, folder, bare);
  };
  const example: Record<string, unknown> = JSON.parse(text);
  expect(judge(example), JSON.stringify(judge.errors)).toBe(true);
  expect(take(example)).toMatchObject({
    register: 'R-01',
    witnessFolder: join(folder, 'witness'),
    authorities: authority.cert,
    devices: { printer: { port: 9100 } },
  });
  const wrong = [
    { ...example, theme: 'blue' },
    { ...example, colour: 'blue' },
    { ...example, offlineProfile: { timeout: 1 } },
    { ...example, devices: { printer: { kind: 'network' } } },
    { ...example, pins: ['short'] },
  ];
  for (const one of wrong) {
    expect(judge(one), JSON.stringify(one)).toBe(false);
    expect(() => take(one)).toThrow('provisioning');
  }
});
