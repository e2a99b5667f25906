/** The contract head office page -> headquarters about distribution: jobs, schedules, runs and what channels made of them. */
import { z } from 'zod';
import { jobSchema } from './feed.ts';
import { count, id, instant, shortText, text } from './parts.ts';

/** daily: hours and minutes in UTC. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  z.strictObject({ kind: z.literal('every'), minutes: z.int().min(1).max(10_080) }),
  z.strictObject({ kind: z.literal('daily'), at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;
export const setScheduleSchema = z.strictObject({ job: jobSchema, schedule: scheduleSchema });
export type SetSchedule = z.infer<typeof setScheduleSchema>;

export const runJobAnswerSchema = z.strictObject({ version: count });
export const runJobSchema = z.strictObject({ job: jobSchema, full: z.boolean() });
/** `channel` absent: the caches of all channels. */
export const resetCacheSchema = z.strictObject({ channel: id.optional() }).prefault({});

/** `bytes`: of the rows as they travel; `ms`: how long the run took. `channels`: those that have applied it, and when. */
const run = z.strictObject({
  id,
  job: jobSchema,
  version: count,
  at: instant,
  by: shortText,
  full: z.boolean(),
  rows: count,
  bytes: count,
  ms: count,
  channels: z.array(z.strictObject({ channel: id, appliedAt: instant })),
});
export type JobRun = z.infer<typeof run>;
/** `waiting`: rows changed since the last run; `channels`: the version that each channel has applied. */
export const distributionSchema = z.strictObject({
  jobs: z.array(
    z.strictObject({
      job: jobSchema,
      name: text,
      version: count,
      rows: count,
      waiting: count,
      /** Jobs that are run before it when something of them waits. */
      needs: z.array(jobSchema),
      schedule: scheduleSchema,
      nextRun: instant.nullable(),
      lastRun: run.nullable(),
    }),
  ),
  channels: z.array(
    z.strictObject({
      channel: id,
      name: shortText,
      lastContact: instant.nullable(),
      versions: z.record(z.string(), count),
      resets: count,
      /** Why it could not take in what it was handed last; null: it could. */
      failure: z.strictObject({ at: instant, code: shortText }).nullable(),
    }),
  ),
  history: z.array(run),
});
export type Distribution = z.infer<typeof distributionSchema>;
