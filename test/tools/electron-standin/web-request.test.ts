import { expect, it } from 'vitest';
import { matchesFilter } from '../../../tools/electron-standin/web-request.ts';

it('matches the patterns of a filter', () => {
  expect(matchesFilter('https://example.invalid/x?y', { urls: ['https://*/*'] })).toBe(true);
  expect(matchesFilter('app://holdfast/x', { urls: ['https://*/*', 'app://*'] })).toBe(true);
  expect(matchesFilter('http://example.invalid/', { urls: ['https://*/*'] })).toBe(false);
  expect([matchesFilter('x:y', {}), matchesFilter('x:y', { urls: ['<all_urls>'] })]).toEqual([
    true,
    true,
  ]);
});
