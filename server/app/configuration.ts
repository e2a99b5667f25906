/** The servers' configuration: environment variables, each with a default or a sentence that says what is wrong with it. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { defaultLimits, type Limits } from '../http/limits.ts';
import { logLevels, type LogLevel } from '../http/log.ts';

const port = (standard: number) =>
  z
    .string()
    .default(String(standard))
    .refine(
      (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
      'must be a port from 0 to 65535; 0 takes any free one',
    )
    .transform(Number);
const whole = (standard: number, least: number, most: number) =>
  z
    .string()
    .default(String(standard))
    .refine(
      (text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most,
      `must be a whole number from ${least} to ${most}`,
    )
    .transform(Number);
const address = z
  .url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:7410' })
  .transform((url) => url.replace(/\/+$/, ''));
/** Card PINs and tokens travel there. */
const loopback = /^(127(\.\d+){3}|localhost|\[::1\])$/;
const safeAddress = address.refine(
  (url) => url.startsWith('https:') || loopback.test(new URL(url).hostname),
  'must begin with https: unless headquarters runs on this machine',
);
const file = z.string().min(1, 'must name a file');
const proxies = z
  .string()
  .default('127.0.0.1,::1')
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => parts.every(isAddress),
    'must be addresses of proxies or their networks, such as 10.0.0.7,10.1.0.0/16',
  );

function isAddress(text: string): boolean {
  const [ip = '', bits, ...more] = text.split('/');
  const kind = isIP(ip);
  const most = kind === 4 ? 32 : 128;
  return (
    kind !== 0 &&
    more.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
}

const token = z
  .string()
  .regex(/^[\w.~+/=-]{20,200}$/, 'must be 20 to 200 letters, digits or . ~ + / = - _');

/** Every variable that the servers know. */
const environment = z.object({
  HOLDFAST_DATA: z.string().min(1, 'must name a folder').default('holdfast-data'),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'must be a URL such as postgres://user:password@host/database',
    })
    .optional(),
  HOLDFAST_HOST: z
    .string()
    .refine(
      (text) => isIP(text) !== 0 || /^[a-z\d]([a-z\d.-]{0,251}[a-z\d])?$/i.test(text),
      'must be an address or name of this machine, such as 0.0.0.0',
    )
    .default('127.0.0.1'),
  HOLDFAST_HEADQUARTERS_PORT: port(7410),
  HOLDFAST_CHANNEL_PORT: port(7420),
  HOLDFAST_TLS_CERT: file.optional(),
  HOLDFAST_TLS_KEY: file.optional(),
  HOLDFAST_TLS_CA: file.optional(),
  HOLDFAST_PROXIES: proxies,
  HOLDFAST_LIMIT_ADDRESS: whole(defaultLimits.perAddress, 0, 10_000_000),
  HOLDFAST_LIMIT_DEVICE: whole(defaultLimits.perDevice, 0, 10_000_000),
  HOLDFAST_LIMIT_SIGN_IN: whole(defaultLimits.perSignIn, 0, 10_000_000),
  HOLDFAST_HEADQUARTERS_URL: safeAddress.optional(),
  HOLDFAST_CHANNEL_URL: address.optional(),
  HOLDFAST_CHANNEL: z
    .string()
    .regex(/^[\w.:-]{1,64}$/, "must be the channel's id at headquarters, such as C-01")
    .default('C-01'),
  HOLDFAST_CHANNEL_TOKEN: token.optional(),
  HOLDFAST_ADMIN_TOKEN: token.optional(),
  HOLDFAST_PARAMETER_CACHE_HOURS: whole(24, 0, 720),
  HOLDFAST_POLL_MS: whole(1000, 50, 600_000),
  HOLDFAST_EXPIRE_AFTER_DAYS: whole(0, 0, 36_500),
  HOLDFAST_DATABASE_CONNECTIONS: whole(20, 12, 1000),
  HOLDFAST_LOG_LEVEL: z
    .enum(['silent', ...logLevels], `must be silent, ${logLevels.join(', ')}`)
    .default('info'),
  HOLDFAST_METRICS_TOKEN: token.optional(),
  HOLDFAST_SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'must be a URL such as smtps://user:password@mail.example.com',
    })
    .optional(),
  HOLDFAST_MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n"]{1,100} <)?[^\s@<>"]+@[^\s@<>"]+>?$/,
      'must be an address such as receipts@example.com or Example <receipts@example.com>',
    )
    .optional(),
});
const paired = environment.superRefine((data, context) => {
  const pairs = [
    ['HOLDFAST_TLS_CERT', 'HOLDFAST_TLS_KEY'],
    ['HOLDFAST_SMTP_URL', 'HOLDFAST_MAIL_FROM'],
  ] as const;
  for (const [one, other] of pairs) {
    if ((data[one] === undefined) === (data[other] === undefined)) continue;
    const [missing, given] = data[one] === undefined ? [one, other] : [other, one];
    context.addIssue({
      code: 'custom',
      path: [missing],
      message: `must be set as well, because ${given} is`,
    });
  }
});

export type Configuration = {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly headquartersPort: number;
  readonly channelPort: number;
  /** Where the channel finds headquarters; undefined: it is served here. */
  readonly headquartersUrl: string | undefined;
  readonly channelUrl: string;
  readonly channel: string;
  readonly channelToken: string | undefined;
  readonly adminToken: string | undefined;
  readonly cacheHours: number;
  readonly poll: number;
  /** Headquarters writes off by itself what expired so many days ago; null: it never does. */
  readonly expireAfterDays: number | null;
  /** The mail server by which headquarters sends receipts, and the sender; null: it sends none. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  /** PEM files of the services' certificate and key; null: they answer plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** PEM file of authorities that are believed beside the public ones when a service is called. */
  readonly authorities: string | undefined;
  readonly proxies: readonly string[];
  readonly limits: Limits;
  /** Most connections of each service to PostgreSQL. */
  readonly connections: number;
  readonly logLevel: LogLevel | 'silent';
  /** Opens `/metrics` to others than this machine. */
  readonly metricsToken: string | undefined;
};

/** `flaws`: one sentence for each bad value, which is not repeated: it may be a secret. `notes`: variables that may be misspelt. */
export type Configured =
  | {
      readonly ok: true;
      readonly configuration: Configuration;
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly flaws: readonly string[] };

/** Names of all variables. */
export const variableNames = Object.keys(environment.shape);
const known = new Set(variableNames);
/** Ours, but read as secrets when a command needs them. */
const secrets = new Set(['HOLDFAST_PASSWORD', 'HOLDFAST_SECOND_PASSWORD']);

/** Reads the configuration. An empty variable counts as unset. */
export function readConfiguration(
  variables: Readonly<Record<string, string | undefined>>,
): Configured {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = paired.safeParse(given);
  const flaws = (read.error?.issues ?? []).map(
    (issue) => `${issue.path.join('.')} ${issue.message}.`,
  );
  const notes = Object.keys(given)
    .filter((name) => name.startsWith('HOLDFAST_') && !known.has(name) && !secrets.has(name))
    .map((name) => `${name} is set, but the servers do not know it.`);
  if (!read.success) return { ok: false, flaws };
  const data = read.data;
  return {
    ok: true,
    notes,
    configuration: {
      folder: data.HOLDFAST_DATA,
      databaseUrl: data.DATABASE_URL,
      host: data.HOLDFAST_HOST,
      headquartersPort: data.HOLDFAST_HEADQUARTERS_PORT,
      channelPort: data.HOLDFAST_CHANNEL_PORT,
      headquartersUrl: data.HOLDFAST_HEADQUARTERS_URL,
      channelUrl: data.HOLDFAST_CHANNEL_URL ?? `http://127.0.0.1:${data.HOLDFAST_CHANNEL_PORT}`,
      channel: data.HOLDFAST_CHANNEL,
      channelToken: data.HOLDFAST_CHANNEL_TOKEN,
      adminToken: data.HOLDFAST_ADMIN_TOKEN,
      cacheHours: data.HOLDFAST_PARAMETER_CACHE_HOURS,
      poll: data.HOLDFAST_POLL_MS,
      connections: data.HOLDFAST_DATABASE_CONNECTIONS,
      logLevel: data.HOLDFAST_LOG_LEVEL,
      metricsToken: data.HOLDFAST_METRICS_TOKEN,
      expireAfterDays:
        given['HOLDFAST_EXPIRE_AFTER_DAYS'] === undefined ? null : data.HOLDFAST_EXPIRE_AFTER_DAYS,
      mail:
        data.HOLDFAST_SMTP_URL === undefined || data.HOLDFAST_MAIL_FROM === undefined
          ? null
          : { url: data.HOLDFAST_SMTP_URL, from: data.HOLDFAST_MAIL_FROM },
      tls:
        data.HOLDFAST_TLS_CERT === undefined || data.HOLDFAST_TLS_KEY === undefined
          ? null
          : { cert: data.HOLDFAST_TLS_CERT, key: data.HOLDFAST_TLS_KEY },
      authorities: data.HOLDFAST_TLS_CA,
      proxies: data.HOLDFAST_PROXIES,
      limits: {
        perAddress: data.HOLDFAST_LIMIT_ADDRESS,
        perDevice: data.HOLDFAST_LIMIT_DEVICE,
        perSignIn: data.HOLDFAST_LIMIT_SIGN_IN,
      },
    },
  };
}
