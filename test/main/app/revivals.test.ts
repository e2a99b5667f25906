import { expect, it } from 'vitest';
import { countRevivals } from '../../../main/app/revivals.ts';

const minute = 60_000;

it('lets three happen within five minutes, then asks, then counts anew', () => {
  let now = 0;
  const may = countRevivals(() => now);
  const answers = [0, 1, 4, 4.9, 5, 6].map((at) => {
    now = at * minute;
    return may();
  });
  expect(answers).toEqual([true, true, true, false, true, true]);
});

it('lets one happen now and then for ever', () => {
  let now = 0;
  const may = countRevivals(() => now);
  for (let crash = 0; crash < 50; crash++) {
    expect(may()).toBe(true);
    now += 2 * minute;
  }
});
