/** Settings that an administrator fixed for the machine: group policy in Windows' registry, a file on Linux. They win over everything else. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { win32 } from 'node:path';
import { z } from 'zod';
import { valueOf } from './environment.ts';
import { settingNames, type SettingName } from './schema.ts';

/** Where the template (deploy/register/policy) writes. */
export const policyKey = String.raw`Software\Policies\Holdfast`;
const policyFile = '/etc/holdfast/policy.json';

/** The name of a setting in the registry. */
export const policyValueOf = (name: SettingName): string =>
  name.charAt(0).toUpperCase() + name.slice(1);

/** What the system's own tools answer; false in tests. */
export type PolicyPorts = {
  readonly platform: string;
  readonly systemRoot: string;
  /** Runs a program; null when it fails, as reg.exe does for a key that is not there. */
  readonly ask: (program: string, words: readonly string[]) => string | null;
  /** The text of a file; null when there is none. */
  readonly read: (file: string) => string | null;
};

export const systemPolicy: PolicyPorts = {
  platform: process.platform,
  systemRoot: process.env['SystemRoot'] ?? String.raw`C:\Windows`,
  ask: (program, words) => {
    try {
      return execFileSync(program, words, {
        encoding: 'utf8',
        windowsHide: true,
        timeout: 10_000,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch (error) {
      if (error instanceof Error) return null;
      throw error;
    }
  },
  read: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null),
};

/** Raw settings, not yet judged. Throws when the policy file is no JSON object. */
export function policySettings(ports: PolicyPorts = systemPolicy): Record<string, unknown> {
  if (ports.platform === 'win32') {
    const program = win32.join(ports.systemRoot, 'System32', 'reg.exe');
    return registrySettings(ports.ask(program, ['query', `HKLM\\${policyKey}`, '/reg:64']) ?? '');
  }
  const text = ports.platform === 'linux' ? ports.read(policyFile) : null;
  return text === null ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

/** `    Name    REG_TYPE    data`, as `reg query` prints it. */
const row = /^ {4}(\S+) {4}(REG_SZ|REG_EXPAND_SZ|REG_MULTI_SZ|REG_DWORD) {4}(.*)$/;

/** What reg.exe printed, as settings. Values that are none of ours are passed over: other versions may have them. */
function registrySettings(printed: string): Record<string, unknown> {
  return Object.fromEntries(
    printed.split(/\r?\n/).flatMap((line) => {
      const [, value, type, data = ''] = row.exec(line) ?? [];
      const name = settingNames.find((one) => policyValueOf(one) === value);
      if (name === undefined) return [];
      const text =
        type === 'REG_DWORD'
          ? String(Number(data))
          : type === 'REG_MULTI_SZ'
            ? data.replaceAll(String.raw`\0`, '\n').trim()
            : data;
      return [[name, valueOf(name, text)]];
    }),
  );
}
