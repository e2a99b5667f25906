/** The register's executable for drills: the same commands, with a key store whose secret is in the environment in place of the system's. */
import { writeSync } from 'node:fs';
import { systemClock } from '../../../main/app/clock.ts';
import { commandOf, runCommand } from '../../../main/app/command/commandline.ts';
import { sealWith } from '../../security/seal.ts';

const { env } = process;
const asked = commandOf(process.argv);
if (!asked) throw new Error('a window is not part of this drill');
process.exitCode = await runCommand(asked, {
  folder: env['HOLDFAST_FOLDER'] ?? '',
  version: '1.0.0',
  clock: systemClock,
  environment: env,
  language: 'en-US',
  keystore: () => ({
    ...sealWith(env['DRILL_KEY_STORE'] ?? ''),
    isOpen: () => false,
    warning: null,
  }),
  say: (line) => void writeSync(1, `${line}\n`),
});
