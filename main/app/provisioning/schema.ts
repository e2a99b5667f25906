/** What IT may set for a register; the published JSON schema, the group policy template and docs/PROVISIONING.md are made from this. */
import { z } from 'zod';
import { offlineProfileSchema } from '../../../shared/wire/feed.ts';
import { deviceSettingsSchema } from '../devicesettings.ts';

const loopback = /^(127(\.\d+){3}|localhost|\[::1\])$/;
const id = z.string().regex(/^[\w.:-]{1,64}$/, 'must be an id such as R-01');
const path = z.string().min(1).max(1024);

/** Every setting, all of which may be left out; files are named relative to the provisioning file. */
export const settings = {
  /** Without TLS only on this machine: a store's network is not to be trusted with the token and PINs. */
  channel: z
    .url({ protocol: /^https?$/ })
    .refine(
      (url) => url.startsWith('https:') || loopback.test(new URL(url).hostname),
      'must begin with https: unless the channel runs on this machine',
    ),
  activationCode: z.string().min(4).max(64),
  store: id,
  register: id,
  pins: z
    .array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be SHA-256 of a public key, in base64'))
    .min(1)
    .max(4),
  authorities: path,
  recoveryKey: path,
  dataFolder: path,
  witnessFolder: path,
  language: z.enum(['en-US', 'zh-CN']),
  theme: z.enum(['light', 'dark', 'contrast']),
  kiosk: z.boolean(),
  offlineProfile: offlineProfileSchema.partial(),
  devices: deviceSettingsSchema,
} as const;

export type SettingName = keyof typeof settings;
export const settingNames = Object.keys(settings) as readonly SettingName[];

/** A whole provisioning, however many sources it came from. */
export const provisioningSchema = z
  .strictObject(settings)
  .partial()
  .refine(({ channel, pins }) => pins === undefined || channel?.startsWith('https:') === true, {
    path: ['pins'],
    message: 'need a channel that begins with https:',
  })
  .refine(({ channel, authorities }) => authorities === undefined || channel !== undefined, {
    path: ['authorities'],
    message: 'need a channel',
  });

/** `authorities` and `recoveryKey`: the PEM text of the files. */
export type Provisioning = z.infer<typeof provisioningSchema>;
