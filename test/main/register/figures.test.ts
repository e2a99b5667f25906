import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  amountText,
  dayText,
  groupedNumber,
  moneyText,
  percentText,
  timeText,
} from '../../../main/register/figures.ts';
import { minor, mostMinor } from '../../../shared/money.ts';

it('shows money with its sign, and lines without', () => {
  expect(moneyText(minor(123_450), 'USD', 'en-US')).toBe('$1,234.50');
  expect(moneyText(minor(123_450), 'CNY', 'zh-CN')).toBe('¥1,234.50');
  expect(moneyText(minor(-1378), 'USD', 'en-US')).toBe('\u2212$13.78');
  expect(amountText(minor(-1378), 'USD', 'en-US')).toBe('\u221213.78');
  expect(amountText(minor(500), 'JPY', 'en-US')).toBe('500');
});

it('shows every amount exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: -mostMinor, max: mostMinor }), (amount) => {
      const text = amountText(minor(amount), 'USD', 'en-US');
      const digits = text.replaceAll(/[,.]/g, '').replace('\u2212', '-');
      expect(Number(digits)).toBe(amount);
    }),
  );
});

it('shows days, times, rates and numbers', () => {
  const at = new Date(2026, 10, 22, 9, 5).toISOString();
  expect(dayText(at, 'en-US')).toBe('Nov 22, 2026');
  expect(dayText(at, 'zh-CN')).toBe('2026年11月22日');
  expect(timeText(at, 'en-US')).toBe('09:05');
  expect(percentText(7250)).toBe('7.25%');
  expect(percentText(13_000)).toBe('13%');
  expect(groupedNumber('730155248816')).toBe('7301 5524 8816');
  expect(groupedNumber('6035123456789012345')).toBe('6035 1234 5678 9012 345');
});
