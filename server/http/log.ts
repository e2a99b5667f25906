/** What the services write to their log. Instrument numbers never reach it (DESIGN section 11). */

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];
type Facts = Readonly<Record<string, string | number>>;

/** One thing that happened: a short event name and its facts, masked. `text`: both on one line. */
export type LogLine = {
  readonly level: LogLevel;
  readonly event: string;
  readonly facts: Facts;
  readonly text: string;
};
/** Takes one line. Where it goes is decided by the composition. */
export type Log = (line: LogLine) => void;

/** Ids and hashes, which are let through, or long numbers. */
const longNumber = /\b[0-9a-f]{32,}\b|\d(?:[ -]?\d){11,}/g;

/** The text with every run of 12 or more digits, spaced or not, cut to its last four. Hexadecimal ids and hashes stay. */
export const masked = (text: string): string =>
  text.replace(longNumber, (run) => (/[a-f]/.test(run) ? run : `····${run.slice(-4)}`));

const maskedFact = (fact: string | number): string | number => {
  const text = masked(String(fact));
  return typeof fact === 'number' && text === String(fact) ? fact : text;
};

/** What fails is an error, what is lost, refused or broken a warning, unless told. */
function levelOf(event: string): LogLevel {
  if (/\.(failed|broken)$/.test(event)) return 'error';
  return /\.(lost|refused)$/.test(event) ? 'warn' : 'info';
}

/** Makes a line; no fact of it holds more than the last four digits of a long number. */
export function logLine(event: string, facts: Facts, level = levelOf(event)): LogLine {
  const safe = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, maskedFact(value)]),
  );
  const told = Object.entries(safe).map(([name, value]) => `${name}=${value}`);
  const text = [event, ...told].join(' ').replaceAll(/\s*\n\s*/g, ' | ');
  return { level, event, facts: safe, text };
}
