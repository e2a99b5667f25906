import { describe, expect, it } from 'vitest';
import { minor } from '../../shared/money.ts';
import { hourText, initials, moneyText, timeText } from '../../shared/notation.ts';

describe('money', () => {
  it('has the narrow symbol, grouping and a true minus', () => {
    expect(moneyText(minor(123_450), 'USD', 'en-US')).toBe('$1,234.50');
    expect(moneyText(minor(123_450), 'CNY', 'zh-CN')).toBe('¥1,234.50');
    expect(moneyText(minor(-5000), 'USD', 'en-US')).toBe('−$50.00');
    expect(moneyText(minor(-30_000), 'CNY', 'zh-CN')).toBe('−¥300.00');
  });

  it('knows currencies with other decimals', () => {
    expect(moneyText(minor(1250), 'JPY', 'en-US')).toBe('¥1,250');
    expect(moneyText(minor(1250), 'KWD', 'en-US')).toMatch(/1\.250$/);
  });
});

describe('time', () => {
  const now = new Date(2026, 10, 22, 10, 47);
  const at = (...parts: [number, number, number, number, number]) =>
    new Date(...parts).toISOString();

  it('of today carries no date', () => {
    expect(timeText(at(2026, 10, 22, 8, 5), now, 'en-US')).toBe('08:05');
    expect(timeText(at(2026, 10, 22, 0, 5), now, 'zh-CN')).toBe('00:05');
    expect(timeText(at(2026, 10, 22, 8, 5), now, 'en-US', true)).toBe('08:05:00');
  });

  it('of another day does', () => {
    expect(timeText(at(2026, 10, 19, 17, 52), now, 'en-US')).toBe('Nov\u00a019,\u00a017:52');
    expect(timeText(at(2026, 10, 19, 17, 52), now, 'zh-CN')).toBe('11月19日\u00a017:52');
    expect(timeText(at(2025, 10, 19, 17, 52), now, 'en-US')).toContain('2025');
  });

  it('that is no instant stays as it is', () => {
    expect(timeText('soon', now, 'en-US')).toBe('soon');
  });

  it('by itself is told in 24 hours', () => {
    expect(hourText(new Date(2026, 10, 22, 0, 5, 9), 'en-US')).toBe('00:05');
    expect(hourText(new Date(2026, 10, 22, 23, 5, 9), 'zh-CN', true)).toBe('23:05:09');
  });
});

it('writes a face with the letters of its name, in whatever language the screen is', () => {
  expect(initials('Mei Lin')).toBe('ML');
  expect(initials('Anne Marie Duval')).toBe('AM');
  expect(initials('林梅')).toBe('梅');
});
