import { expect, it } from 'vitest';
import { done, fail } from '../../../shared/fault.ts';
import { makeActivity, type Activity, type Turn } from '../../../main/sync/activity.ts';
import { handTimers } from './handtime.ts';

type Bench = {
  readonly activity: Activity;
  readonly runs: ((turn: Turn) => void)[];
  readonly timers: ReturnType<typeof handTimers>;
  readonly alarms: unknown[];
};

function bench(): Bench {
  const timers = handTimers({ running: 0 });
  const runs: ((turn: Turn) => void)[] = [];
  const alarms: unknown[] = [];
  const run = async (): Promise<Turn> => new Promise((resolve) => runs.push(resolve));
  return {
    runs,
    timers,
    alarms,
    activity: makeActivity(run, { timers, alarm: (error) => alarms.push(error), pause: 5000 }),
  };
}

const rest: Turn = { result: done, again: null };

it('never runs twice at once, and runs once more for all that woke it meanwhile', async () => {
  const { activity, runs, timers } = bench();
  activity.wake();
  activity.wake();
  activity.wake();
  expect(runs).toHaveLength(1);
  runs[0]?.(rest);
  await timers.advance(0);
  expect(runs).toHaveLength(2);
  runs[1]?.(rest);
  await timers.advance(100_000);
  expect(runs).toHaveLength(2);
});

it('runs again when it said so, or earlier when woken', async () => {
  const { activity, runs, timers } = bench();
  activity.wake();
  runs[0]?.({ result: done, again: 1000 });
  await timers.advance(999);
  expect(runs).toHaveLength(1);
  await timers.advance(1);
  expect(runs).toHaveLength(2);
  runs[1]?.({ result: done, again: 1000 });
  await timers.advance(500);
  activity.wake();
  expect(runs).toHaveLength(3);
  expect(timers.waiting()).toBe(0);
});

it('answers a run that began after the question', async () => {
  const { activity, runs, timers } = bench();
  activity.wake();
  const asked = activity.now();
  runs[0]?.(rest);
  await timers.advance(0);
  runs[1]?.({ result: fail('channel.unreachable'), again: null });
  expect(await asked).toMatchObject({ fault: { code: 'channel.unreachable' } });
});

it('stops after the run that is under way, and leaves no timer', async () => {
  const { activity, runs, timers } = bench();
  activity.wake();
  let stopped = false;
  const stop = activity.stop().then(() => {
    stopped = true;
  });
  await timers.advance(0);
  expect(stopped).toBe(false);
  runs[0]?.({ result: done, again: 1000 });
  await stop;
  activity.wake();
  expect([runs.length, timers.waiting()]).toEqual([1, 0]);
  expect(await activity.now()).toMatchObject({ fault: { code: 'channel.disconnected' } });
});

it('tells what a run threw, and goes on after a pause', async () => {
  const timers = handTimers({ running: 0 });
  const alarms: unknown[] = [];
  let runs = 0;
  const activity = makeActivity(
    async () => {
      runs += 1;
      if (runs === 1) throw new Error('disk full');
      return Promise.resolve(rest);
    },
    { timers, alarm: (error) => alarms.push(error), pause: 5000 },
  );
  expect(await activity.now()).toMatchObject({ ok: false });
  expect(alarms).toMatchObject([{ message: 'disk full' }]);
  await timers.advance(5000);
  expect(runs).toBe(2);
});
