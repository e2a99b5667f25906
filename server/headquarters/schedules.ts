/** When jobs run by themselves. Any number of processes may look for what is due: each due run is claimed by one, in the transaction that runs it. */
import { done, ok, type Result } from '../../shared/fault.ts';
import { jobIds, type JobId } from '../../shared/feed.ts';
import type { Instant } from '../../shared/identity.ts';
import type { Schedule, SetSchedule } from '../../shared/wire/distribution.ts';
import { logLine } from '../http/log.ts';
import { recordAct } from './audit.ts';
import { runWithNeeds } from './distribution.ts';
import type { Headquarters } from './headquarters.ts';
import type { JobScheduleTable } from './mastertables.ts';

const perMinute = 60_000;
const perDay = 24 * 60 * perMinute;

/** The next time after now; null: never. */
export function nextRun(schedule: Schedule, now: Instant): Instant | null {
  const from = Date.parse(now);
  if (schedule.kind === 'off') return null;
  if (schedule.kind === 'every') return new Date(from + schedule.minutes * perMinute).toISOString();
  const today = Date.parse(`${now.slice(0, 10)}T${schedule.at}:00.000Z`);
  return new Date(today > from ? today : today + perDay).toISOString();
}

export function scheduleOf(row: JobScheduleTable | undefined): Schedule {
  if (row === undefined) return { kind: 'off' };
  return row.daily_at === null
    ? { kind: 'every', minutes: row.every_minutes ?? 1 }
    : { kind: 'daily', at: row.daily_at };
}

/** Sets when a job runs by itself, from now on. */
export async function setSchedule(
  headquarters: Headquarters,
  { job, schedule }: SetSchedule,
  by: string,
): Promise<Result<void>> {
  return headquarters.db.transaction(async (act) => {
    const at = headquarters.clock.now();
    const next_at = nextRun(schedule, at);
    await act.deleteFrom('job_schedule').where('job', '=', job).execute();
    if (next_at !== null)
      await act
        .insertInto('job_schedule')
        .values({
          ...{ job, next_at, set_at: at, set_by: by },
          every_minutes: schedule.kind === 'every' ? schedule.minutes : null,
          daily_at: schedule.kind === 'daily' ? schedule.at : null,
        })
        .execute();
    const detail = `${job}: ${JSON.stringify(schedule)}`;
    await recordAct(headquarters, act, { at, account: by, act: 'job.scheduled', detail });
    return done;
  });
}

/** Runs what is due, in the order in which jobs need each other; answers those that this process ran. */
export async function runDueJobs(headquarters: Headquarters): Promise<JobId[]> {
  const now = headquarters.clock.now();
  const due = await headquarters.db.query
    .selectFrom('job_schedule')
    .selectAll()
    .where('next_at', '<=', now)
    .execute();
  const ran: JobId[] = [];
  for (const job of jobIds) {
    const row = due.find((one) => one.job === job);
    if (row !== undefined && (await runClaimed(headquarters, row, now))) ran.push(job);
  }
  return ran;
}

/** Whoever moves the next time on from what all of them saw has claimed the run. */
async function runClaimed(
  headquarters: Headquarters,
  row: JobScheduleTable,
  now: Instant,
): Promise<boolean> {
  const next = nextRun(scheduleOf(row), now);
  if (next === null) return false;
  return headquarters.db.transaction(async (act) => {
    const claimed = await act
      .updateTable('job_schedule')
      .set({ next_at: next })
      .where('job', '=', row.job)
      .where('next_at', '=', row.next_at)
      .returning('job')
      .executeTakeFirst();
    if (claimed === undefined) return false;
    await runWithNeeds(headquarters, act, row.job, false, 'schedule');
    return true;
  });
}

/** How often a process looks for what is due, ms. */
const pause = 15_000;

/** Looks for due jobs until it is stopped. */
export function startSchedules(headquarters: Headquarters): { readonly stop: () => Promise<void> } {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn: Promise<unknown> = Promise.resolve(ok(null));
  const look = async (): Promise<void> => {
    try {
      const ran = await runDueJobs(headquarters);
      if (ran.length > 0) headquarters.log(logLine('jobs.ran', { jobs: ran.join(',') }));
    } catch (error) {
      // The next look tries again: nothing was claimed that did not run.
      headquarters.log(logLine('jobs.failed', { why: String(error) }));
    }
    if (!stopped) timer = setTimeout(begin, pause);
  };
  const begin = (): void => {
    turn = look();
  };
  timer = setTimeout(begin, pause);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
