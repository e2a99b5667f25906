import { expect, test } from '@playwright/test';
import { mostBytes, windowBytes } from '../bench/bundle.ts';

test('the window loads at most 300 KB, compressed', () => {
  expect(windowBytes().gzip).toBeGreaterThan(10_000);
  expect(windowBytes().gzip).toBeLessThanOrEqual(mostBytes);
});
