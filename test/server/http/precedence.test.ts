import { expect, it } from 'vitest';
import { makePrecedence } from '../../../server/http/precedence.ts';

/** A precedence whose time passes only by what its work and its rests take. */
function stand() {
  let now = 0;
  const rests: number[] = [];
  const clock = { running: () => now };
  const precedence = makePrecedence(clock, async (ms) => {
    rests.push(ms);
    now += ms;
  });
  const taking = (ms: number) => async () => void (now += ms);
  return {
    precedence,
    call: async (ms: number) => precedence.first(taking(ms)),
    page: async (ms: number) => precedence.givingWay(taking(ms)),
    pass: (ms: number) => void (now += ms),
    /** How long the next page rested before it began. */
    rested: async () => {
      rests.length = 0;
      await precedence.givingWay(taking(40));
      return rests.reduce((sum, ms) => sum + ms, 0);
    },
  };
}

it('lets pages go on without a rest while calls are quick, or nobody calls', async () => {
  const { precedence, call, page, rested } = stand();
  for (let time = 0; time < 40; time += 1) {
    await page(100);
    if (time % 2 === 0) await call(12);
  }
  expect(precedence.part()).toBe(1);
  expect(await rested()).toBe(0);
});

it('halves the part of the pages with each span in which a call was slow, to an eighth and no less, and lets it grow again', async () => {
  const { precedence, call, page, pass, rested } = stand();
  await call(10);
  await page(300);
  const parts: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    await call(10);
    await call(400);
    await page(250);
    parts.push(precedence.part());
  }
  expect(parts).toEqual([1 / 2, 1 / 4, 1 / 8, 1 / 8, 1 / 8]);
  // After 250 ms of work in an eighth of the time; a rest is never longer than a second, and in it nobody called.
  expect(await rested()).toBe(1000);
  expect(precedence.part()).toBe(3 / 16);
  expect(await rested()).toBeCloseTo(40 * (16 / 3 - 1));
  for (let time = 0; time < 13; time += 1) {
    pass(250);
    await call(10);
    await page(1);
  }
  expect(precedence.part()).toBe(1);
});

it('counts a call that is still under way', async () => {
  const { precedence, call, page } = stand();
  await call(10);
  await page(300);
  let answer = (): void => undefined;
  const under = precedence.first(() => new Promise<void>((resolve) => (answer = resolve)));
  await page(300);
  expect(precedence.part()).toBe(1 / 2);
  answer();
  await under;
});

it('does not take the way to headquarters for slowness: what the quickest call takes is no measure of the pages', async () => {
  const { precedence, call, page } = stand();
  for (let time = 0; time < 20; time += 1) {
    await call(300);
    await call(700);
    await page(250);
  }
  expect(precedence.part()).toBe(1);
  await call(300);
  await call(1500);
  await page(250);
  expect(precedence.part()).toBe(1 / 2);
});

it('answers a call while a page waits for its moment, and begins the page at once when somebody waits for it', async () => {
  let now = 0;
  const precedence = makePrecedence({ running: () => now });
  const taking = (ms: number) => async () => void (now += ms);
  await precedence.first(taking(10));
  await precedence.givingWay(taking(300));
  await precedence.first(taking(1000));
  await precedence.givingWay(taking(1000));
  // From here on time stands still, so that the page would wait for ever.
  const hurry = new AbortController();
  const begun: string[] = [];
  const page = precedence.givingWay(async () => void begun.push('page'), hurry.signal);
  await precedence.first(async () => void begun.push('call'));
  expect(begun).toEqual(['call']);
  hurry.abort();
  await page;
  expect(begun).toEqual(['call', 'page']);
});

it('opens for the next page when one has failed', async () => {
  const { precedence, page } = stand();
  await expect(precedence.givingWay(() => Promise.reject(new Error('a bug')))).rejects.toThrow(
    'a bug',
  );
  await page(10);
});
