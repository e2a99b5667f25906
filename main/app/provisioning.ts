/** What IT gives a register before its first start: where its channel is, and a one-time activation code. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const loopback = /^(127(\.\d+){3}|localhost|\[::1\])$/;

const provisioningSchema = z.strictObject({
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
});
export type Provisioning = z.infer<typeof provisioningSchema>;

/** Environment variable that names the provisioning file (JSON). */
const provisioningVariable = 'HOLDFAST_PROVISIONING';

/** The provisioning of this machine, or undefined when none is named. A file that cannot be read or is not valid throws with its reason. */
export function readProvisioning(environment: NodeJS.ProcessEnv): Provisioning | undefined {
  const file = environment[provisioningVariable];
  if (file === undefined) return undefined;
  const parsed = provisioningSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success)
    throw new Error(`${provisioningVariable} ${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
