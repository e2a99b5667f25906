/** What the services write to their log. Instrument numbers never reach it (DESIGN section 11). */

/** Takes one line without its end. Where it goes is decided by the composition. */
export type Log = (line: string) => void;

const longNumber = /\d(?:[ -]?\d){11,}/g;

/** The text with every run of 12 or more digits, spaced or not, cut to its last four. */
export const masked = (text: string): string =>
  text.replace(longNumber, (run) => `····${run.slice(-4)}`);

/** One log line: a short event name and its facts, masked and on one line. */
export function logLine(event: string, facts: Readonly<Record<string, string | number>>): string {
  const told = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
  return masked([event, ...told].join(' ').replaceAll(/\s*\n\s*/g, ' | '));
}
