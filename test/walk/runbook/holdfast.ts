/** The register's executable for the pages of the runbook: the same commands, with a key store whose secret is in the environment in place of the system's. */
import { writeSync } from 'node:fs';
import { systemClock } from '../../../main/app/clock.ts';
import { commandOf, runCommand } from '../../../main/app/command/commandline.ts';
import { sealWith } from '../../security/seal.ts';

const { env } = process;
const asked = commandOf(process.argv);
if (!asked) throw new Error('a window is on no page');
/** A machine whose clock somebody set wrong, by so many milliseconds. */
const now = (): string =>
  new Date(Date.parse(systemClock.now()) + Number(env['PAGE_CLOCK'] ?? 0)).toISOString();
process.exitCode = await runCommand(asked, {
  folder: env['HOLDFAST_FOLDER'] ?? '',
  version: '1.0.0',
  clock: { ...systemClock, now },
  environment: env,
  language: 'en-US',
  keystore: () => ({
    ...sealWith(env['PAGE_KEY_STORE'] ?? ''),
    isOpen: () => false,
    warning: null,
  }),
  say: (line) => void writeSync(1, `${line}\n`),
});
