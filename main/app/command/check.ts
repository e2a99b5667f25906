/** `--check`: judges configuration, machine, line and devices, prints a table or JSON, and ends with the number of the first row that failed. */
import { widthOf } from '../../devices/columns.ts';
import { checkExits } from '../check/row.ts';
import { runCheck } from '../check/run.ts';
import { wordsOf } from '../check/words.ts';
import type { Command } from './console.ts';

export const check: Command = {
  usage: '--check [--json]',
  run: async (console, words) => {
    const rows = await runCheck(console);
    const failed = rows.find(({ state }) => state === 'failed');
    const exit = failed === undefined ? 0 : checkExits[failed.name];
    if (words.includes('--json'))
      console.say(JSON.stringify({ exit, at: console.clock.now(), rows }));
    else
      for (const line of tableOf(rows.map((row) => wordsOf(row, console.language))))
        console.say(line);
    return exit;
  },
};

/** Columns under each other; a Chinese character is two wide. */
function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd(),
  );
}
