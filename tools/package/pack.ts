/** Runs electron-builder as the release does, with what this machine puts in place of downloads. */
import { join } from 'node:path';
import { root, runCommand } from '../command.ts';

export type PackOptions = {
  /** What the command line asks for, such as `--linux dir --x64`. */
  readonly targets: readonly string[];
  readonly electron: string;
  readonly output: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** More of the configuration, as `-c.<key>=<value>`. */
  readonly settings?: Readonly<Record<string, string>>;
};

const limitMs = 300_000;

/** Packs what stands in out/. Throws with the last words of electron-builder when it fails. */
export async function pack(options: PackOptions): Promise<void> {
  const { targets, electron, output, environment = {}, settings = {} } = options;
  const overrides = Object.entries({
    electronDist: electron,
    'directories.output': output,
    ...settings,
  }).map(([key, value]) => `-c.${key}=${value}`);
  const program = join(root, 'node_modules/electron-builder/cli.js');
  const { passed, output: words } = await runCommand(
    process.execPath,
    [program, ...targets, ...overrides, '--publish', 'never'],
    {
      env: {
        HOLDFAST_UPDATE_URL: 'http://127.0.0.1/updates',
        // Without it a download that cannot be had is tried for most of a minute.
        ELECTRON_BUILDER_OFFLINE: 'true',
        ...environment,
      },
      limitMs,
    },
  );
  if (!passed) throw new Error(`electron-builder ${targets.join(' ')}: ${telling(words)}`);
}

/** Its last words, after warnings and errors of makensis, which stand far above in a long print of its script. */
const telling = (words: string): string =>
  [
    ...words.split('\n').filter((line) => /^\s*(warning|error)\b/i.test(line)),
    words.trimEnd().slice(-2_000),
  ].join('\n');
