/** Which program signs an executable, and with what command line: as the environment of the release machine says. */
import { z } from 'zod';

const text = z.string().min(1);
const timestamp = z.url({ protocol: /^https?$/ });

/** docs/DEPLOYMENT.md lists what each way needs. */
const settingsSchema = z.discriminatedUnion('HOLDFAST_SIGN', [
  /** For a build that never leaves the house. */
  z.object({ HOLDFAST_SIGN: z.literal('none') }),
  /** Azure Trusted Signing: signtool with Microsoft's library; who signs it learns from its own environment. */
  z.object({
    HOLDFAST_SIGN: z.literal('azure'),
    HOLDFAST_SIGN_TOOL: text.default('signtool.exe'),
    HOLDFAST_SIGN_LIBRARY: text,
    HOLDFAST_SIGN_METADATA: text,
    HOLDFAST_SIGN_TIMESTAMP: timestamp.default('http://timestamp.acs.microsoft.com'),
  }),
  /** A certificate in Windows' store, its key in an HSM or a token. */
  z.object({
    HOLDFAST_SIGN: z.literal('store'),
    HOLDFAST_SIGN_TOOL: text.default('signtool.exe'),
    HOLDFAST_SIGN_THUMBPRINT: z.string().regex(/^[0-9A-Fa-f]{40}$/),
    HOLDFAST_SIGN_PROVIDER: text.optional(),
    HOLDFAST_SIGN_CONTAINER: text.optional(),
    HOLDFAST_SIGN_TIMESTAMP: timestamp,
  }),
  /** A certificate with its key in a PFX file. */
  z.object({
    HOLDFAST_SIGN: z.literal('pfx'),
    HOLDFAST_SIGN_TOOL: text.default('signtool.exe'),
    HOLDFAST_SIGN_CERTIFICATE: text,
    HOLDFAST_SIGN_PASSWORD: text,
    HOLDFAST_SIGN_TIMESTAMP: timestamp,
  }),
  /** On Linux, the key in a file. */
  z.object({
    HOLDFAST_SIGN: z.literal('osslsigncode'),
    HOLDFAST_SIGN_TOOL: text.default('osslsigncode'),
    HOLDFAST_SIGN_CERTIFICATE: text,
    HOLDFAST_SIGN_KEY: text,
    /** Certificates between the signer's and the root. */
    HOLDFAST_SIGN_CHAIN: text.optional(),
    HOLDFAST_SIGN_TIMESTAMP: timestamp,
  }),
]);

export type SigningCommand = {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Where the program writes the signed file; null when it signs in place. */
  readonly output: string | null;
};

const description = 'Holdfast';

/** The command that signs `file`; null where the environment says that nothing is signed. Throws a sentence when it says nothing, or not enough. */
export function signingCommand(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): SigningCommand | null {
  const parsed = settingsSchema.safeParse(environment);
  if (!parsed.success)
    throw new Error(
      `HOLDFAST_SIGN must be azure, store, pfx, osslsigncode or none, with what belongs to it: ${z.prettifyError(parsed.error)}`,
    );
  const settings = parsed.data;
  if (settings.HOLDFAST_SIGN === 'none') return null;
  const program = settings.HOLDFAST_SIGN_TOOL;
  const url = settings.HOLDFAST_SIGN_TIMESTAMP;
  if (settings.HOLDFAST_SIGN === 'osslsigncode') {
    const output = `${file}.signed`;
    const chain = settings.HOLDFAST_SIGN_CHAIN;
    const with_ = [
      ...['-certs', settings.HOLDFAST_SIGN_CERTIFICATE, '-key', settings.HOLDFAST_SIGN_KEY],
      ...(chain === undefined ? [] : ['-ac', chain]),
    ];
    const about = ['-h', 'sha256', '-n', description, '-ts', url];
    return {
      program,
      arguments: ['sign', ...with_, ...about, '-in', file, '-out', output],
      output,
    };
  }
  const about = ['/fd', 'SHA256', '/tr', url, '/td', 'SHA256', '/d', description];
  return {
    program,
    arguments: ['sign', ...about, ...signtoolKey(settings), file],
    output: null,
  };
}

type WithSigntool = Exclude<
  z.infer<typeof settingsSchema>,
  { HOLDFAST_SIGN: 'none' | 'osslsigncode' }
>;

/** The part of signtool's command line that names the key. */
function signtoolKey(settings: WithSigntool): string[] {
  if (settings.HOLDFAST_SIGN === 'azure')
    return ['/dlib', settings.HOLDFAST_SIGN_LIBRARY, '/dmdf', settings.HOLDFAST_SIGN_METADATA];
  if (settings.HOLDFAST_SIGN === 'pfx')
    return ['/f', settings.HOLDFAST_SIGN_CERTIFICATE, '/p', settings.HOLDFAST_SIGN_PASSWORD];
  const { HOLDFAST_SIGN_PROVIDER: provider, HOLDFAST_SIGN_CONTAINER: container } = settings;
  return [
    ...['/sha1', settings.HOLDFAST_SIGN_THUMBPRINT],
    ...(provider === undefined ? [] : ['/csp', provider]),
    ...(container === undefined ? [] : ['/kc', container]),
  ];
}
