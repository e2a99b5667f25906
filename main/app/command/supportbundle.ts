/** `--support-bundle`: makes the zip for whoever helps, and says where it lies. */
import { openLog } from '../log/log.ts';
import { bundleFile, writeBundle } from '../support.ts';
import { readFlags, type Command } from './console.ts';

export const supportBundle: Command = {
  usage: '--support-bundle [--to <file>]',
  run: async (console, words) => {
    const flags = readFlags(words, ['to']);
    if (flags === null) {
      console.say(`holdfast ${supportBundle.usage}`);
      return 2;
    }
    const file = flags.to ?? bundleFile(console.folder, console.clock.now());
    for (const name of await writeBundle(console, file)) console.say(`  ${name}`);
    const { folder, clock } = console;
    openLog({ folder, clock, system: null })('support.bundled', { file });
    console.say(file);
    return 0;
  },
};
