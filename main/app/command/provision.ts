/** `provision`: what an installer does with its parameters. Makes the data folder, and writes the provisioning when one is given and valid. */
import { existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { done, fail, ok, type Result } from '../../../shared/fault.ts';
import { writeWhole } from '../../database/durable.ts';
import { guarded } from '../../database/failure.ts';
import { provisioningFile } from '../provisioning.ts';
import { provisioningSchema } from '../provisioning/schema.ts';
import { readFlags, type Command } from './console.ts';
import { textOf } from './text.ts';

export const provision: Command = {
  usage:
    'provision [--file <provisioning.json> | --server <url> --code <code> [--language en-US|zh-CN] [--kiosk 1]]',
  run: async ({ folder, language, say }, words) => {
    const given = contentOf(words);
    if (given.flaw !== null) {
      say(given.flaw);
      say(`holdfast ${provision.usage}`);
      return 2;
    }
    const made = makeFolder(folder);
    if (!made.ok) {
      say(textOf(language).noFolder(folder, String(made.fault.data['reason'])));
      return 1;
    }
    const { content } = given;
    if (content === null) return 0;
    const file = provisioningFile(folder);
    const written = guarded(() => {
      writeWhole(file, content);
      return done;
    });
    say(
      written.ok
        ? textOf(language).provisioned(file)
        : textOf(language).noFolder(folder, String(written.fault.data['reason'])),
    );
    return written.ok ? 0 : 1;
  },
};

type Given = { readonly flaw: null; readonly content: string | null } | { readonly flaw: string };

/** The text of the provisioning that the words ask for, null when they ask for none; or what is wrong with it. */
function contentOf(words: readonly string[]): Given {
  const flags = readFlags(words, ['file', 'server', 'code', 'language', 'kiosk']);
  if (flags === null) return { flaw: words.join(' ') };
  // An installer passes every parameter, and an empty one for what nobody gave.
  const set = Object.entries(flags).filter(([, value]) => value !== '');
  const { file, server, code, language, kiosk } = Object.fromEntries(set);
  if (set.length === 0) return { flaw: null, content: null };
  if (file !== undefined) return set.length === 1 ? fromFile(file) : { flaw: '--file' };
  if (server === undefined || code === undefined) return { flaw: '--server --code' };
  if (kiosk !== undefined && kiosk !== '1') return { flaw: `--kiosk ${kiosk}` };
  const settings = {
    channel: server,
    activationCode: code,
    ...(language !== undefined && { language }),
    ...(kiosk === '1' && { kiosk: true }),
  };
  return judged(`${JSON.stringify(settings, null, 2)}\n`);
}

function fromFile(file: string): Given {
  const read = guarded(() => ok(readFileSync(file, 'utf8')));
  return read.ok ? judged(read.value) : { flaw: `${file}: ${read.fault.data['reason'] ?? ''}` };
}

/** By the schema alone: what a file names beside itself comes by other ways, and each start looks for it. */
function judged(content: string): Given {
  try {
    const { $schema: _, ...settings } = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(content));
    provisioningSchema.parse(settings);
    return { flaw: null, content };
  } catch (error) {
    if (error instanceof z.ZodError) return { flaw: z.prettifyError(error) };
    if (error instanceof SyntaxError) return { flaw: error.message };
    throw error;
  }
}

/** A link in the place of the folder, which anybody may have put there before, would lead what is written elsewhere. */
const makeFolder = (folder: string): Result<void> =>
  guarded(() => {
    if (!existsSync(folder)) mkdirSync(folder);
    return lstatSync(folder).isDirectory() ? done : fail('database.readOnly', { reason: 'link' });
  });
