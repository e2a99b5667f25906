/** What IT gives a register before its first start: where its channel is, how to know it, and a one-time activation code. */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { isRecoveryKey } from '../database/escrow.ts';
import { deviceSettingsSchema } from './devicesettings.ts';

const loopback = /^(127(\.\d+){3}|localhost|\[::1\])$/;

const provisioningSchema = z
  .strictObject({
    /** Without TLS only on this machine: a store's network is not to be trusted with the token and PINs. */
    channel: z
      .url({ protocol: /^https?$/ })
      .refine(
        (url) => url.startsWith('https:') || loopback.test(new URL(url).hostname),
        'must begin with https: unless the channel runs on this machine',
      ),
    activationCode: z.string().min(4).max(64),
    /** Folder of the witness file; another disk where there is one (PROTOCOL section 6). */
    witnessFolder: z.string().min(1).optional(),
    /** SHA-256 of the channel's public key (SPKI) in base64; while a key is exchanged both, so that no register is left behind. */
    pins: z
      .array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be SHA-256 of a public key, in base64'))
      .min(1)
      .max(4)
      .optional(),
    /** PEM file of certificate authorities that are believed beside the public ones; relative to the provisioning file. */
    authorities: z.string().min(1).optional(),
    /** PEM file of the public RSA key with which IT can read the database of a dead machine; relative to the provisioning file. */
    recoveryKey: z.string().min(1).optional(),
    devices: deviceSettingsSchema.optional(),
  })
  .refine(({ channel, pins }) => pins === undefined || channel.startsWith('https:'), {
    path: ['pins'],
    message: 'need a channel that begins with https:',
  });
/** `authorities` and `recoveryKey`: the PEM text of the files. */
export type Provisioning = z.infer<typeof provisioningSchema>;

/** Environment variable that names the provisioning file (JSON). */
const provisioningVariable = 'HOLDFAST_PROVISIONING';

/** The installer puts the file there. */
export const provisioningFile = (folder: string): string => join(folder, 'provisioning.json');

/**
 * The provisioning of this machine: the file that is named, else the one in the data folder; undefined when there is none. A file that cannot be
 * read or is not valid throws with its reason.
 */
export function readProvisioning(
  environment: NodeJS.ProcessEnv,
  folder: string,
): Provisioning | undefined {
  const usual = provisioningFile(folder);
  const file = environment[provisioningVariable] ?? (existsSync(usual) ? usual : undefined);
  if (file === undefined) return undefined;
  const parsed = provisioningSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`provisioning ${file}: ${z.prettifyError(parsed.error)}`);
  const { authorities, recoveryKey, ...rest } = parsed.data;
  const beside = (name: string): string => resolve(dirname(file), name);
  return {
    ...rest,
    ...(authorities && { authorities: readPem(beside(authorities), isCertificate, 'certificate') }),
    ...(recoveryKey && {
      recoveryKey: readPem(beside(recoveryKey), isRecoveryKey, 'public RSA key of 3072 bits'),
    }),
  };
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
