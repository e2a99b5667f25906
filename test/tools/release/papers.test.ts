import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { billOfMaterials } from '../../../tools/release/billofmaterials.ts';
import { writeChecksums } from '../../../tools/release/checksums.ts';
import { read } from '../../house/tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-papers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const schemaOf = (name: string): Record<string, unknown> =>
  z
    .record(z.string(), z.unknown())
    .parse(
      JSON.parse(read(`node_modules/@cyclonedx/cyclonedx-library/res/schema/${name}.schema.json`)),
    );

it('the bill of materials is valid by the schema of CycloneDX 1.6', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  for (const name of ['spdx.SNAPSHOT', 'jsf-0.82.SNAPSHOT']) {
    const address = `http://cyclonedx.org/schema/${name}.schema.json`;
    ajv.addSchema({ ...schemaOf(name), $id: address });
  }
  const validate = ajv.compile(schemaOf('bom-1.6.SNAPSHOT'));
  const bill: unknown = JSON.parse(billOfMaterials());
  expect(validate(bill), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [{}] })).toBe(false);
});

it('names what is in a register and nothing of a server, the same text each time', () => {
  const text = billOfMaterials();
  for (const name of ['electron@', 'react@', 'zod@', 'electron-updater@', '%40noble/hashes@'])
    expect(text).toContain(`"pkg:npm/${name}`);
  for (const name of ['fastify', 'pg', 'kysely', 'vitest'])
    expect(text).not.toContain(`"pkg:npm/${name}@`);
  expect(billOfMaterials()).toBe(text);
});

it("the checksums are checked by the system's own programs, and tell a change", () => {
  const file = join(folder, 'artifact.bin');
  writeFileSync(file, 'what is shipped');
  const [first = '', second = ''] = writeChecksums(file);
  const check = (program: string, list: string) =>
    execFileSync(program, ['--check', list], { cwd: folder, stdio: 'pipe' }).toString();
  expect(check('sha256sum', first)).toContain('artifact.bin: OK');
  expect(check('sha512sum', second)).toContain('artifact.bin: OK');
  expect(readFileSync(first, 'utf8')).not.toContain(folder);
  writeFileSync(file, 'what is not shipped');
  expect(() => check('sha256sum', first)).toThrow();
});
