import { z } from 'zod';
import { runCommand } from './command.ts';
import { nothing, type Count } from './steps.ts';

const report = z.object({
  metadata: z.object({
    vulnerabilities: z.object({ high: z.number(), critical: z.number() }),
  }),
});

/** What `npm audit --json` told: how many shipped packages have grave advisories; null when no advisories could be had. */
export function graveAdvisories(output: string): number | null {
  const [from, to] = [output.indexOf('{'), output.lastIndexOf('}')];
  if (from < 0 || to < from) return null;
  const read = report.safeParse(parsed(output.slice(from, to + 1)));
  if (!read.success) return null;
  const { high, critical } = read.data.metadata.vulnerabilities;
  return high + critical;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Asks for advisories about what is shipped. Where nobody answers, as offline, nothing is counted and the line says so. */
export async function checkAdvisories(print: (line: string) => void): Promise<Count> {
  const { output } = await runCommand('npm', ['audit', '--omit=dev', '--json'], {
    limitMs: 30_000,
  });
  const grave = graveAdvisories(output);
  if (grave === null) {
    print('        advisories (npm audit): nobody answered, so they were NOT checked');
    return nothing;
  }
  print(`${grave === 0 ? 'ok    ' : 'FAILED'}  advisories (npm audit): ${grave} high or critical`);
  return { ...nothing, passed: grave === 0 ? 1 : 0, failed: grave === 0 ? 0 : 1 };
}
