/** A console for the commands of the executable, with what it said; a key store by a secret of its own. */
import { systemClock } from '../../../../main/app/clock.ts';
import type { Console, Exit } from '../../../../main/app/command/console.ts';
import { runCommand } from '../../../../main/app/command/commandline.ts';
import { sealWith } from '../../../security/seal.ts';

export type Ran = { readonly exit: Exit; readonly lines: readonly string[] };

/** Runs a command as `holdfast <name> <words>` does. */
export async function runHoldfast(
  folder: string,
  secret: string,
  [name = '', ...words]: readonly string[],
  more: Partial<Console> = {},
): Promise<Ran> {
  const lines: string[] = [];
  const exit = await runCommand(
    { name, words },
    {
      folder,
      version: '1.0.0',
      clock: systemClock,
      environment: {},
      language: 'en-US',
      keystore: () => ({ ...sealWith(secret), isOpen: () => false, warning: null }),
      say: (line) => void lines.push(line),
      ...more,
    },
  );
  return { exit, lines };
}
