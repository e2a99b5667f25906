/**
 * How long the window's thread worked in one piece, by Chromium's trace. A frame is long because there was much to do or because the machine had
 * something else to do: the processor's own clock tells which.
 */
import type { Page } from '@playwright/test';
import { z } from 'zod';

const windowThread = 'CrRendererMain';
const patienceMs = 30_000;
const eventSchema = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.int(),
  tid: z.int(),
  /** Microseconds of the processor in a piece of work; not there for anything else. */
  tdur: z.number().optional(),
  args: z.object({ name: z.string().optional() }).optional(),
});
type TraceEvent = z.infer<typeof eventSchema>;

/** Milliseconds of the processor in the longest piece of work of any window's thread; 0 for a trace without one. */
export function longestWork(events: readonly TraceEvent[]): number {
  const thread = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
  const windows = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === windowThread)
      .map(thread),
  );
  const worked = events
    .filter((event) => event.ph === 'X' && windows.has(thread(event)))
    .map(({ tdur = 0 }) => tdur / 1000);
  return worked.reduce((most, one) => Math.max(most, one), 0);
}

/** Begins; what it answers ends it, and tells milliseconds. */
export async function watchWork(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  const events: unknown[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const ended = new Promise<void>((resolve) => {
    session.on('Tracing.tracingComplete', () => resolve());
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'], recordMode: 'recordContinuously' },
  });
  return async () => {
    await session.send('Tracing.end');
    const late = Promise.withResolvers<never>();
    const patience = setTimeout(() => late.reject(new Error('the trace did not end')), patienceMs);
    await Promise.race([ended, late.promise]);
    clearTimeout(patience);
    return longestWork(z.array(eventSchema).parse(events));
  };
}
