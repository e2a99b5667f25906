import { expect, it } from 'vitest';
import fc from 'fast-check';
import { backoff } from '../../../server/channel/backoff.ts';
import { makeLeftOut } from '../../../server/channel/left-out.ts';
import { makePace } from '../../../server/channel/pace.ts';
import { makeStrangers } from '../../../server/channel/strangers.ts';

const hour = 3_600_000;

it('does a round at once when woken, however long it would rest', async () => {
  let rounds = 0;
  const pace = makePace(
    async () => {
      rounds += 1;
      return hour;
    },
    () => undefined,
  );
  pace.start();
  await expect.poll(() => rounds).toBe(1);
  pace.wake();
  await expect.poll(() => rounds).toBe(2);
  await pace.stop();
  pace.wake();
  expect(rounds).toBe(2);
});

it('does another round when it is woken during one', async () => {
  let rounds = 0;
  const pace = makePace(
    async () => {
      rounds += 1;
      if (rounds === 1) pace.wake();
      return hour;
    },
    () => undefined,
  );
  pace.start();
  await expect.poll(() => rounds).toBe(2);
  await pace.stop();
});

it('tells of a round that throws and goes on', async () => {
  const told: unknown[] = [];
  let rounds = 0;
  const pace = makePace(
    async () => {
      rounds += 1;
      if (rounds === 1) throw new Error('a bug');
      return hour;
    },
    (error) => told.push(error),
  );
  pace.start();
  await expect.poll(() => told.length).toBe(1);
  pace.wake();
  await expect.poll(() => rounds).toBe(2);
  await pace.stop();
  expect(told).toHaveLength(1);
});

it('backs off longer with each failure, bounded, never the same for two', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, fraction) => {
        const wait = backoff(failures, { id: () => '', fraction: () => fraction });
        const whole = Math.min(15_000, 250 * 2 ** Math.min(failures - 1, 20));
        expect(wait).toBeGreaterThanOrEqual(Math.floor(whole / 2));
        expect(wait).toBeLessThanOrEqual(whole);
      },
    ),
  );
});

const clockAt = () => {
  const hand = { at: 0 };
  return { hand, clock: { now: () => '2026-11-22T10:00:00.000Z', running: () => hand.at } };
};

it('leaves an entry out for twice as long each time, at most for ten minutes', () => {
  const { hand, clock } = clockAt();
  const leftOut = makeLeftOut(clock);
  const tenMinutes = 600_000;
  const waits = [250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 256_000];
  for (const wait of [...waits, 512_000, tenMinutes, tenMinutes]) {
    leftOut.add('h');
    hand.at += wait - 1;
    expect(leftOut.has('h')).toBe(true);
    hand.at += 1;
    expect(leftOut.has('h')).toBe(false);
  }
});

it('leaves out nothing that it was not told, and nothing any more once cleared', () => {
  const { hand, clock } = clockAt();
  const leftOut = makeLeftOut(clock);
  leftOut.add('h');
  leftOut.add('h');
  expect(leftOut.has('other')).toBe(false);
  expect(leftOut.count()).toBe(1);
  leftOut.clear();
  expect(leftOut.has('h')).toBe(false);
  leftOut.add('h');
  hand.at += 250;
  expect(leftOut.has('h')).toBe(false);
});

it('asks for devices from time to time, and sooner when a stranger came', () => {
  const { hand, clock } = clockAt();
  const strangers = makeStrangers(clock, 30_000);
  expect(strangers.due()).toBe(true);
  strangers.asked();
  hand.at = 3000;
  expect(strangers.due()).toBe(false);
  strangers.seen();
  expect(strangers.due()).toBe(true);
  strangers.asked();
  hand.at = 32_999;
  expect(strangers.due()).toBe(false);
  hand.at = 33_000;
  expect(strangers.due()).toBe(true);
});
