/** `--health`: how the running register is, as JSON and as an exit code that monitoring tools know (0 good, 1 warning, 2 critical, 3 unknown). */
import { existsSync, readFileSync } from 'node:fs';
import { isClockOff } from '../../../shared/link.ts';
import { healthEvery, healthFile, healthSchema, type Health } from '../health.ts';
import type { Command } from './console.ts';

/** A line that has been lost for so long needs somebody, ms. */
const longMs = 4 * 3_600_000;

type Judged = { readonly state: 'good' | 'warning' | 'critical'; readonly why: readonly string[] };

/** `now`: ISO 8601. */
function judgeHealth(health: Health, now: string): Judged {
  const age = Date.parse(now) - Date.parse(health.at);
  const lost = Date.parse(now) - Date.parse(health.link.since);
  const critical = [
    ...(age > 3 * healthEvery ? ['notRunning'] : []),
    ...(health.trouble === null ? [] : [`trouble:${health.trouble}`]),
    ...(health.link.state !== 'online' && lost > longMs ? [`line:${health.link.state}`] : []),
  ];
  const warning = [
    ...(health.link.state === 'online' ? [] : [`line:${health.link.state}`]),
    ...(isClockOff(health.link.clockOff) ? ['clock'] : []),
  ];
  if (critical.length > 0) return { state: 'critical', why: critical };
  return warning.length > 0 ? { state: 'warning', why: warning } : { state: 'good', why: [] };
}

const exits = { good: 0, warning: 1, critical: 2 } as const;

export const health: Command = {
  usage: '--health',
  run: async ({ folder, clock, say }) => {
    const file = healthFile(folder);
    const read = existsSync(file) ? healthSchema.safeParse(jsonOf(file)) : null;
    if (read?.success !== true) {
      say(JSON.stringify({ state: 'unknown', why: ['neverStarted'] }));
      return 3;
    }
    const judged = judgeHealth(read.data, clock.now());
    say(JSON.stringify({ ...judged, ...read.data }));
    return exits[judged.state];
  },
};

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
