/** What the services write to their log. Instrument numbers never reach it (DESIGN section 11). */

/** Takes one line without its end. Where it goes is decided by the composition. */
export type Log = (line: string) => void;

/** Ids and hashes, which are let through, or long numbers. */
const longNumber = /\b[0-9a-f]{32,}\b|\d(?:[ -]?\d){11,}/g;

/** The text with every run of 12 or more digits, spaced or not, cut to its last four. Hexadecimal ids and hashes stay. */
export const masked = (text: string): string =>
  text.replace(longNumber, (run) => (/[a-f]/.test(run) ? run : `····${run.slice(-4)}`));

/** One log line: a short event name and its facts, masked and on one line. */
export function logLine(event: string, facts: Readonly<Record<string, string | number>>): string {
  const told = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
  return masked([event, ...told].join(' ').replaceAll(/\s*\n\s*/g, ' | '));
}
