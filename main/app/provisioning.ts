/**
 * What IT gives a register before its first start and afterwards: where its channel is, how to know it, a one-time activation code, devices, looks.
 * A policy wins over the environment, the environment over the file, the file over the defaults; setting by setting (docs/PROVISIONING.md).
 */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { isRecoveryKey } from '../database/escrow.ts';
import { environmentSettings } from './provisioning/environment.ts';
import { policySettings, systemPolicy, type PolicyPorts } from './provisioning/policy.ts';
import { provisioningSchema, settings, type Provisioning } from './provisioning/schema.ts';

export type { Provisioning } from './provisioning/schema.ts';

/** Environment variable that names the provisioning file (JSON). */
const provisioningVariable = 'HOLDFAST_PROVISIONING';

/** The installer puts the file there. */
export const provisioningFile = (folder: string): string => join(folder, 'provisioning.json');

/** Where settings come from: `name` for whoever reads a refusal, `folder` for the files that they name. */
type Source = { readonly name: string; readonly folder: string; readonly raw: unknown };
type Given = z.infer<typeof sourceSchema>;
const sourceSchema = z.strictObject(settings).partial();

/** The data folder that policy, environment or a named file wants; undefined where the machine's own shall be. Throws as `readProvisioning`. */
export function wantedFolder(
  environment: NodeJS.ProcessEnv,
  policy: PolicyPorts = systemPolicy,
): string | undefined {
  const named = environment[provisioningVariable];
  return mergedOf(sourcesOf(environment, '.', named, policy)).dataFolder;
}

/**
 * The provisioning of this machine; undefined when nobody set anything. `folder`: the data folder. The file is the one that the environment names,
 * else the one in the data folder. What cannot be read or is not valid throws with its reason.
 */
export function readProvisioning(
  environment: NodeJS.ProcessEnv,
  folder: string,
  policy: PolicyPorts = systemPolicy,
): Provisioning | undefined {
  const usual = provisioningFile(folder);
  const named = environment[provisioningVariable];
  const file = named ?? (existsSync(usual) ? usual : undefined);
  const sources = sourcesOf(environment, folder, file, policy);
  const merged = mergedOf(sources);
  if (Object.keys(merged).length === 0) return undefined;
  const judged = provisioningSchema.safeParse(merged);
  if (!judged.success)
    throw new Error(
      `provisioning ${sources.map(({ name }) => name).join(', ')}: ${z.prettifyError(judged.error)}`,
    );
  const { authorities, recoveryKey, ...rest } = judged.data;
  refuseOtherFolder(sources, usual, folder);
  return {
    ...rest,
    ...(authorities && { authorities: readPem(authorities, isCertificate, 'certificate') }),
    ...(recoveryKey && {
      recoveryKey: readPem(recoveryKey, isRecoveryKey, 'public RSA key of 3072 bits'),
    }),
  };
}

/** The file in the data folder was found because it lies there: it cannot lead away. */
function refuseOtherFolder(sources: readonly Source[], usual: string, folder: string): void {
  const { dataFolder = folder } = mergedOf(sources.filter(({ name }) => name === usual));
  if (resolve(dataFolder) !== resolve(folder))
    throw new Error(
      `provisioning ${usual}: dataFolder cannot lead away from the folder in which the file lies; set HOLDFAST_FOLDER or a policy`,
    );
}

/** The last one wins. */
function sourcesOf(
  environment: NodeJS.ProcessEnv,
  folder: string,
  file: string | undefined,
  policy: PolicyPorts,
): Source[] {
  const read = file === undefined ? {} : jsonOf(file);
  return [
    { name: file ?? 'file', folder: dirname(file ?? folder), raw: read },
    { name: 'environment', folder, raw: environmentSettings(environment) },
    { name: 'policy', folder, raw: policySettings(policy) },
  ].filter(({ raw }) => raw !== null && (typeof raw !== 'object' || Object.keys(raw).length > 0));
}

/** An editor's own `$schema` says nothing to the register. */
function jsonOf(file: string): unknown {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read !== 'object' || read === null || !('$schema' in read)) return read;
    const { $schema: _, ...rest } = read;
    return rest;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(`provisioning ${file}: ${error.message}`, { cause: error });
  }
}

const places = ['authorities', 'recoveryKey', 'dataFolder', 'witnessFolder'] as const;

function mergedOf(sources: readonly Source[]): Given {
  let merged: Given = {};
  for (const { name, folder, raw } of sources) {
    const judged = sourceSchema.safeParse(raw);
    if (!judged.success) throw new Error(`provisioning ${name}: ${z.prettifyError(judged.error)}`);
    merged = { ...merged, ...judged.data };
    for (const place of places) {
      const path = judged.data[place];
      if (path !== undefined) merged[place] = resolve(folder, path);
    }
  }
  return merged;
}

function readPem(file: string, fits: (text: string) => boolean, what: string): string {
  const text = readFileSync(file, 'utf8');
  if (!fits(text)) throw new Error(`provisioning: ${file} holds no ${what} in PEM`);
  return text;
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
