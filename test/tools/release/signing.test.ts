import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { root } from '../../../tools/command.ts';
import { signingCommand } from '../../../tools/release/signing.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-signing-'));
afterAll(() => rmSync(folder, { recursive: true }));
const timestamp = { HOLDFAST_SIGN_TIMESTAMP: 'http://time.example' };
const line = (environment: Record<string, string>): string => {
  const command = signingCommand('a b.exe', environment);
  return command === null ? '' : [command.program, ...command.arguments].join(' ');
};

it('signs by Azure Trusted Signing', () => {
  const environment = {
    HOLDFAST_SIGN: 'azure',
    HOLDFAST_SIGN_LIBRARY: 'Azure.CodeSigning.Dlib.dll',
    HOLDFAST_SIGN_METADATA: 'metadata.json',
  };
  expect(line(environment)).toBe(
    'signtool.exe sign /fd SHA256 /tr http://timestamp.acs.microsoft.com /td SHA256 /d Holdfast /dlib Azure.CodeSigning.Dlib.dll /dmdf metadata.json a b.exe',
  );
});

it("signs with a key in an HSM, by the certificate's thumbprint", () => {
  const thumbprint = 'a'.repeat(40);
  const environment = {
    ...timestamp,
    HOLDFAST_SIGN: 'store',
    HOLDFAST_SIGN_THUMBPRINT: thumbprint,
  };
  const start = 'signtool.exe sign /fd SHA256 /tr http://time.example /td SHA256 /d Holdfast';
  expect(line(environment)).toBe(`${start} /sha1 ${thumbprint} a b.exe`);
  const named = {
    ...environment,
    HOLDFAST_SIGN_PROVIDER: 'eToken Base Cryptographic Provider',
    HOLDFAST_SIGN_CONTAINER: '[{{pin}}]=key',
  };
  expect(signingCommand('a.exe', named)?.arguments.slice(-5)).toEqual([
    '/csp',
    'eToken Base Cryptographic Provider',
    '/kc',
    '[{{pin}}]=key',
    'a.exe',
  ]);
});

it('signs with a PFX file', () => {
  const environment = {
    ...timestamp,
    HOLDFAST_SIGN: 'pfx',
    HOLDFAST_SIGN_TOOL: String.raw`C:\kits\signtool.exe`,
    HOLDFAST_SIGN_CERTIFICATE: 'code.pfx',
    HOLDFAST_SIGN_PASSWORD: 'secret',
  };
  expect(line(environment)).toBe(
    String.raw`C:\kits\signtool.exe sign /fd SHA256 /tr http://time.example /td SHA256 /d Holdfast /f code.pfx /p secret a b.exe`,
  );
});

const onLinux = {
  ...timestamp,
  HOLDFAST_SIGN: 'osslsigncode',
  HOLDFAST_SIGN_CERTIFICATE: 'code.pem',
  HOLDFAST_SIGN_KEY: 'code.key',
};
it('signs on Linux', () => {
  expect(line({ ...onLinux, HOLDFAST_SIGN_CHAIN: 'chain.pem' })).toBe(
    'osslsigncode sign -certs code.pem -key code.key -ac chain.pem -h sha256 -n Holdfast -ts http://time.example -in a b.exe -out a b.exe.signed',
  );
});

it('signs nothing only when that was said', () => {
  expect(signingCommand('a.exe', { HOLDFAST_SIGN: 'none' })).toBeNull();
  expect(() => signingCommand('a.exe', {})).toThrow('HOLDFAST_SIGN must be');
  expect(() => signingCommand('a.exe', { ...onLinux, HOLDFAST_SIGN_TIMESTAMP: '' })).toThrow(
    'HOLDFAST_SIGN_TIMESTAMP',
  );
  const short = { ...timestamp, HOLDFAST_SIGN: 'store', HOLDFAST_SIGN_THUMBPRINT: 'abc' };
  expect(() => signingCommand('a.exe', short)).toThrow('HOLDFAST_SIGN_THUMBPRINT');
});

/** Runs the hook in a process of its own, with a signing program that is a script. */
function hook(script: string): { readonly bytes: string; readonly list: string } {
  const tool = join(folder, 'tool');
  const file = join(folder, 'program.exe');
  const list = join(folder, 'list');
  writeFileSync(tool, `#!/bin/sh\n${script}\n`);
  chmodSync(tool, 0o755);
  writeFileSync(file, 'unsigned');
  rmSync(list, { force: true });
  const text = `import { sign } from './tools/release/sign.ts'; await sign({ path: ${JSON.stringify(file)} });`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', text], {
    cwd: root,
    stdio: 'pipe',
    env: {
      ...process.env,
      ...onLinux,
      HOLDFAST_SIGN_TOOL: tool,
      HOLDFAST_SIGN_LIST: list,
      HOLDFAST_SIGN_PAUSE: '1',
    },
  });
  return { bytes: readFileSync(file, 'utf8'), list: readFileSync(list, 'utf8') };
}
// The last argument is where the signed file goes.
const write = 'for last; do :; done; echo signed > "$last"';

it('puts the signed file in the place of the other, and keeps a list', () => {
  expect(hook(write)).toEqual({
    bytes: 'signed\n',
    list: `${join(folder, 'program.exe')}\n`,
  });
});

it('asks a busy timestamp server again', () => {
  const once = `if [ ! -e ${folder}/tried ]; then touch ${folder}/tried; exit 1; fi; ${write}`;
  expect(hook(once).bytes).toBe('signed\n');
});

it('fails with the words of the program, and never tells the password', () => {
  expect(() => hook('echo no such key >&2; exit 1')).toThrow('could not sign: no such key');
});
