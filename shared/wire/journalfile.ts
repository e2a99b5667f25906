/** A file of sealed entries that were taken from a register's disk, to be imported at headquarters: lines of JSON, the first says what follows. */
import { z } from 'zod';
import type { Entry } from '../entry.ts';
import { fail, ok, type Result } from '../fault.ts';
import { entrySchema } from './entry.ts';
import { count, id, instant, shortText } from './parts.ts';

/** `entries`: how many lines follow, so that a file that was cut off is told. `program`: the version that wrote it. */
const headerSchema = z.strictObject({
  holdfast: z.literal('journal'),
  version: z.literal(1),
  register: id,
  exportedAt: instant,
  program: shortText,
  entries: count,
});
export type JournalHeader = z.infer<typeof headerSchema>;
export type JournalFile = { readonly header: JournalHeader; readonly entries: readonly Entry[] };

/** The text of the file. */
export function writeJournalFile(
  header: Omit<JournalHeader, 'holdfast' | 'version' | 'entries'>,
  entries: readonly Entry[],
): string {
  const first: JournalHeader = {
    holdfast: 'journal',
    version: 1,
    ...header,
    entries: entries.length,
  };
  const lines = [first, ...entries].map((line) => JSON.stringify(line));
  return `${lines.join('\n')}\n`;
}

/** Reads the text of a file. Fault: wire.malformed, with the number of the line that is not as it must be; 0 when lines are missing. */
export function readJournalFile(text: string): Result<JournalFile> {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const header = headerSchema.safeParse(lineOf(lines[0] ?? ''));
  if (!header.success) return fail('wire.malformed', { line: 1 });
  const entries: Entry[] = [];
  for (const [index, line] of lines.slice(1).entries()) {
    const entry = entrySchema.safeParse(lineOf(line));
    if (!entry.success) return fail('wire.malformed', { line: index + 2 });
    entries.push(entry.data);
  }
  return entries.length === header.data.entries
    ? ok({ header: header.data, entries })
    : fail('wire.malformed', { line: 0 });
}

function lineOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
