/** The services' log as JSON, a line for each thing that happened, for whatever collects logs. */
import { pino } from 'pino';
import type { Log, LogLevel } from '../http/log.ts';
import type { Service } from './address.ts';
import type { Console } from './console.ts';

/**
 * Writes lines of the level and above: `level`, `time` (ISO 8601), `service`, `event` and its facts, which are masked already. They go to
 * the process's standard error, so that what is said to a person at standard output stays readable.
 */
export function writeLog(
  service: Service,
  level: LogLevel | 'silent',
  { clock, note }: Pick<Console, 'clock' | 'note'>,
): Log {
  const logger = pino(
    {
      level,
      base: { service },
      timestamp: () => `,"time":"${clock.now()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: note },
  );
  return ({ level: its, event, facts }) => logger[its]({ event, facts });
}
