/** Windows' Event Log, by the program that Windows brings for it. The installer has named the source; unproven here: needs real Windows. */
import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import type { Level } from './catalogue.ts';

export type RunProgram = (program: string, words: readonly string[]) => void;

const kinds: Readonly<Record<Level, string>> = {
  info: 'INFORMATION',
  warning: 'WARNING',
  error: 'ERROR',
};
/** eventcreate takes no longer text. */
const longest = 1000;

/** What it cannot write is in the log file all the same. */
const runQuietly: RunProgram = (program, words) => {
  execFile(program, words, { windowsHide: true, timeout: 10_000 }, (error) => {
    if (error !== null)
      console.error(`Holdfast: Windows' Event Log took no event: ${error.message}`);
  });
};

/** Null where there is none. */
export function systemEventLog(
  platform: string,
  systemRoot: string,
  run: RunProgram = runQuietly,
): ((id: number, level: Level, text: string) => void) | null {
  if (platform !== 'win32') return null;
  const program = win32.join(systemRoot, 'System32', 'eventcreate.exe');
  return (id, level, text) =>
    run(program, [
      ...['/L', 'APPLICATION', '/SO', 'Holdfast', '/ID', String(id)],
      ...['/T', kinds[level], '/D', text.slice(0, longest)],
    ]);
}
