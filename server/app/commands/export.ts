/** `export poslog`: the sales that headquarters posted in a period, as ARTS POSLog XML. */
import { open } from 'node:fs/promises';
import { poslogLines } from '../../headquarters/poslog/poslog.ts';
import type { Command, Console, Exit } from '../console.ts';
import { readFlags } from '../console.ts';
import { withHeadquarters } from './open.ts';

export const exportPoslog: Command = {
  usage: 'export poslog --from <day> --to <day> [--register <register>] [--file <new file>]',
  does: 'Writes ARTS POSLog XML of the sales that were posted from one day (UTC) up to another, which is left out: exports of one period after the other hold each sale once. To standard output, or to a file that does not exist yet.',
  run: async (console, words) => {
    const { flags } = readFlags(words);
    const [from, to] = [dayStart(flags.get('from')), dayStart(flags.get('to'))];
    if (from === null || to === null || from >= to) {
      console.say(
        'Name the period: --from 2026-11-01 --to 2026-12-01, the first day before the second.',
      );
      return 2;
    }
    const register = flags.get('register');
    return withHeadquarters(console, (headquarters) =>
      write(console, flags.get('file'), poslogLines(headquarters, { from, to, register })),
    );
  },
};

/** The beginning of a day or the instant itself; null when it is neither. */
function dayStart(text: string | undefined): string | null {
  if (text === undefined || !/^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

async function write(
  console: Console,
  file: string | undefined,
  lines: AsyncGenerator<string, number>,
): Promise<Exit> {
  if (file === undefined) {
    for await (const line of lines) console.say(line);
    return 0;
  }
  const handle = await open(file, 'wx').catch((error: unknown) =>
    error instanceof Error && 'code' in error ? String(error.code) : 'unknown',
  );
  if (typeof handle === 'string') {
    console.say(
      handle === 'EEXIST'
        ? `${file} exists already: name a new file, or take it away.`
        : `${file} cannot be written (${handle}): name a file in a folder that may be written.`,
    );
    return 1;
  }
  try {
    for (let next = await lines.next(); ; next = await lines.next()) {
      if (next.done === true) {
        await handle.sync();
        console.say(`${next.value} sales in ${file}.`);
        return 0;
      }
      await handle.write(`${next.value}\n`);
    }
  } finally {
    await handle.close();
  }
}
