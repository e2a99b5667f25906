import { expect, it } from 'vitest';
import { bearerToken, isToken, tokenHash } from '../../../server/http/bearer.ts';
import { logLine, masked } from '../../../server/http/log.ts';

it('reads a bearer token and nothing else', () => {
  expect(bearerToken({ authorization: 'Bearer abc.DEF-1' })).toBe('abc.DEF-1');
  expect(bearerToken({ authorization: 'Basic abc' })).toBeNull();
  expect(bearerToken({ authorization: 'Bearer two words' })).toBeNull();
  expect(bearerToken({})).toBeNull();
});

it('knows a token by its hash', () => {
  expect(isToken('right', tokenHash('right'))).toBe(true);
  expect(isToken('wrong', tokenHash('right'))).toBe(false);
  expect(isToken('right', '')).toBe(false);
});

it('masks instrument numbers however they are spaced, and leaves times alone', () => {
  expect(masked('card 9520-0000-0000-4417 and 9520 0000 0000 4417')).toBe(
    'card ····4417 and ····4417',
  );
  const hash = `${'1'.repeat(40)}${'a'.repeat(24)}`;
  expect(masked(hash)).toBe(hash);
  expect(masked('at 2026-11-22T10:41:00.123Z')).toBe('at 2026-11-22T10:41:00.123Z');
  expect(logLine('push', { register: 'R-01', entries: 3 }).text).toBe(
    'push register=R-01 entries=3',
  );
});
