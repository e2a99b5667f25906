import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor } from '../../shared/money.ts';
import {
  figureText,
  noteText,
  percentOffText,
  percentText,
  spanText,
} from '../../renderer/text/format.ts';
import { parseThousandths } from '../../renderer/thousandths.ts';

describe('money', () => {
  it('knows currencies with other decimals', () => {
    expect(figureText(minor(1250), 'KWD', 'en-US')).toBe('1.250');
  });

  it('shows lines without symbol and notes without cents', () => {
    expect(figureText(minor(-180), 'USD', 'en-US')).toBe('−1.80');
    expect(noteText(minor(7000), 'USD', 'en-US')).toBe('$70');
    expect(noteText(minor(6610), 'USD', 'en-US')).toBe('$66.10');
  });

  it('loses no unit, however large', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (amount) => {
        const shown = figureText(minor(amount), 'USD', 'en-US');
        const read = Number(shown.replaceAll(/[,.]/g, '').replace('−', '-'));
        expect(read === 0 ? 0 : read).toBe(amount === 0 ? 0 : amount);
      }),
    );
  });
});

describe('time', () => {
  it('spans are said in the largest fitting units', () => {
    const minutes = 60_000;
    expect(spanText(35_000, 'en-US')).toBe('35\u00a0s');
    expect(spanText(12 * minutes, 'zh-CN')).toBe('12\u00a0分钟');
    expect(spanText(287 * minutes, 'en-US')).toBe('4\u00a0h\u00a047\u00a0min');
    expect(spanText(287 * minutes, 'zh-CN')).toBe('4\u00a0小时\u00a047\u00a0分');
    expect(spanText(3 * 24 * 60 * minutes, 'en-US')).toBe('3\u00a0days');
    expect(spanText(-5, 'en-US')).toBe('0\u00a0s');
  });
});

describe('other words', () => {
  it('rates and discounts', () => {
    expect(percentText(7250, 'en-US')).toBe('7.25%');
    expect(percentOffText(10_000, 'en-US')).toBe('10% off');
    expect(percentOffText(10_000, 'zh-CN')).toBe('九折');
    expect(percentOffText(15_000, 'zh-CN')).toBe('八五折');
    expect(percentOffText(12_500, 'zh-CN')).toBe('减\u00a012.5%');
  });

  it('typed quantities', () => {
    expect(['2', '0.345', '1.', '', '-1', '1.2345', 'x'].map(parseThousandths)).toEqual([
      2000,
      345,
      1000,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
