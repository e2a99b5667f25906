import { execFileSync } from 'node:child_process';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { read, root } from './tree.ts';

const anyObject = z.record(z.string(), z.unknown());
const schema = anyObject.parse(JSON.parse(read('node_modules/app-builder-lib/scheme.json')));
const configuration = anyObject.parse(parse(read('electron-builder.yml')));

// The schema says in keywords of its own how it was made from TypeScript; they judge nothing.
const ajv = new Ajv({ allErrors: true, strict: false });
const validate = ajv.compile(schema);

function faultsOf(candidate: Record<string, unknown>): string[] {
  validate(candidate);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

it('is valid by the schema of electron-builder', () => {
  expect(faultsOf(configuration)).toEqual([]);
});

it('with a misspelt key is not', () => {
  expect(faultsOf({ ...configuration, productname: 'Holdfast' })).not.toEqual([]);
  const win = { ...anyObject.parse(configuration['win']), targets: ['nsis'] };
  expect(faultsOf({ ...configuration, win })).not.toEqual([]);
  const fuses = { ...anyObject.parse(configuration['electronFuses']), runAsnode: false };
  expect(faultsOf({ ...configuration, electronFuses: fuses })).not.toEqual([]);
});

it('names the Electron that is installed', () => {
  const installed = z.object({ version: z.string() });
  const { version } = installed.parse(JSON.parse(read('node_modules/electron/package.json')));
  expect(configuration['electronVersion']).toBe(version);
});

it('installs for the machine and never removes data', () => {
  expect(configuration['nsis']).toMatchObject({
    perMachine: true,
    deleteAppDataOnUninstall: false,
  });
  expect(configuration['msi']).toMatchObject({ perMachine: true });
});

it('believes updates only of the publisher, and signs libraries and the update script too', () => {
  expect(configuration['win']).toMatchObject({
    signExts: ['.dll', '.node', '.ps1'],
    signtoolOptions: { sign: './tools/release/sign.ts', publisherName: ['Holdfast'] },
  });
  expect(read('build/windows/update.ps1')).toContain("$Publisher = 'Holdfast'");
});

it.each(['afterInstall', 'afterRemove'])(
  'runs a script of the Debian package that a shell can read: %s',
  (name) => {
    const file = z.string().parse(anyObject.parse(configuration['deb'])[name]);
    execFileSync('sh', ['-n', file], { cwd: root });
    expect(read(file)).toMatch(/^#!\/bin\/sh\n/);
  },
);
