import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collect,
  isForNoField,
  isSurelyScan,
  longestStall,
  type Burst,
  type Stroke,
} from '../../renderer/scan.ts';
import { defaultScanner, type ScannerProfile } from '../../shared/scanner.ts';

const scanGap = defaultScanner.gap;

/** What a run of strokes makes: codes, and what was broken in angle brackets. */
function codes(strokes: readonly Stroke[], profile: ScannerProfile = defaultScanner): string[] {
  let burst: Burst | null = null;
  const found: string[] = [];
  for (const stroke of strokes) {
    const collected = collect(burst, stroke, profile);
    burst = collected.burst;
    if (collected.code !== null) found.push(collected.code);
    if (collected.half !== null) found.push(`<${collected.half}>`);
  }
  return found;
}

/** Keys with the same gap between them. */
const run = (keys: readonly string[], gap: number, start = 0): Stroke[] =>
  keys.map((key, index) => ({ key, at: start + index * gap, plain: true }));

const scanOf = (code: string): string[] => [...Array.from(code), 'Enter'];

describe('a scan', () => {
  it('is a fast burst that ends in Enter', () => {
    expect(codes(run(scanOf('9520004100274'), 8))).toEqual(['9520004100274']);
    expect(codes(run(scanOf('R02-000483'), 20))).toEqual(['R02-000483']);
  });

  it('is kept from the fields once only a scanner can have typed it, and only with the prefix of the scanners', () => {
    const profile = { ...defaultScanner, prefix: '~' };
    const burstOf = (text: string, from: ScannerProfile) =>
      run(Array.from(text), 8).reduce<Burst | null>(
        (burst, stroke) => collect(burst, stroke, from).burst,
        null,
      );
    const isKept = (text: string, from: ScannerProfile): boolean => {
      const burst = burstOf(text, from);
      return burst !== null && isForNoField(burst, from);
    };
    expect(isKept('95200', defaultScanner)).toBe(false);
    expect(isKept('952000', defaultScanner)).toBe(true);
    expect(isKept('111111', defaultScanner)).toBe(false);
    expect(isKept('952000', profile)).toBe(false);
    expect(isKept('~95200', profile)).toBe(true);
  });

  it('may press Shift for its capitals', () => {
    expect(codes(run(['Shift', 'R', '0', '2', 'Shift', 'A', 'Enter'], 10))).toEqual(['R02A']);
  });

  it('may stall when the machine is busy, and is still whole', () => {
    const code = fc.stringMatching(/^[0-4][5-9][0-9A-Z]{4,18}$/);
    const stall = fc.tuple(fc.nat({ max: 19 }), fc.integer({ min: 0, max: 240 }));
    // Two slow moments within four keys look like a hand.
    const stalls = fc
      .array(stall, { maxLength: 2 })
      .filter(([one, two]) => !one || !two || Math.abs(one[0] - two[0]) > 3);
    fc.assert(
      fc.property(code, stalls, (text, late) => {
        const strokes = run(scanOf(text), 6).map((stroke, index) => ({
          ...stroke,
          at: late.reduce((at, [from, by]) => (index > from ? at + by : at), stroke.at),
        }));
        expect(codes(strokes)).toEqual([text]);
      }),
    );
  });

  it('is not joined to what was typed by hand before it', () => {
    const typed = run(['t', 'e', 'a'], 150);
    expect(codes([...typed, ...run(scanOf('12345'), 5, 300 + longestStall + 1)])).toEqual([
      '12345',
    ]);
  });

  it('is not what a hand types', () => {
    expect(codes(run(scanOf('9520004100274'), 70))).toEqual([]);
    expect(codes(run(scanOf('9520004100274'), 200))).toEqual([]);
  });

  it('has at least four characters', () => {
    expect(codes(run(scanOf('123'), 5))).toEqual([]);
    expect(codes(run(scanOf('1234'), 5))).toEqual(['1234']);
  });

  it('is not a key held down', () => {
    expect(codes(run(scanOf('11111111'), 30))).toEqual([]);
    expect(codes([...run(['9', '5', '2'], 120), ...run(scanOf('2222222'), 30, 860)])).toEqual([]);
  });

  it('begins anew after a pause, a shortcut or an operation key', () => {
    expect(codes([...run(['9'], 0), ...run(scanOf('12345'), 5, 500)])).toEqual(['12345']);
    const shortcut = { key: 'a', at: 4, plain: false };
    expect(codes([...run(['9'], 0), shortcut, ...run(scanOf('12345'), 5, 8)])).toEqual(['12345']);
    expect(codes(run(['1', '2', 'F3', '3', '4', 'Enter'], 5))).toEqual([]);
  });

  it('follows another at once', () => {
    expect(codes(run([...scanOf('12345'), ...scanOf('67890')], 5))).toEqual(['12345', '67890']);
  });

  it('comes whole or not at all, at any speed', () => {
    const code = fc.stringMatching(/^[0-4][5-9][0-9A-Z]{2,18}$/);
    fc.assert(
      fc.property(code, fc.integer({ min: 1, max: 120 }), (text, gap) => {
        const found = codes(run(scanOf(text), gap));
        expect(found).toEqual(gap < scanGap ? [text] : []);
      }),
    );
  });
});

describe('a broken scan', () => {
  it('with what no code has in it is no code, and no part of it is one', () => {
    const garbage = [...Array.from('95200041'), 'é', ...Array.from('00274'), 'Enter'];
    expect(codes(run(garbage, 6))).toEqual(['<9520004100274>']);
    const separator = run(scanOf('0109520004100274'), 6).map((stroke, index) =>
      index === 9 ? { ...stroke, plain: false } : stroke,
    );
    expect(codes(separator)).toEqual(['<010952000100274>']);
  });

  it('that never ends is known as a scan, unlike what a hand types', () => {
    const burstOf = (gap: number) =>
      run(Array.from('952000'), gap).reduce<Burst | null>(
        (burst, stroke) => collect(burst, stroke).burst,
        null,
      );
    const fast = burstOf(8);
    const slow = burstOf(80);
    expect(fast !== null && isSurelyScan(fast, defaultScanner)).toBe(true);
    expect(slow !== null && isSurelyScan(slow, defaultScanner)).toBe(false);
  });

  it('does not swallow the whole one after it', () => {
    const half = run(Array.from('9520004'), 6);
    expect(codes([...half, ...run(scanOf('12345'), 6, 50 + longestStall + 1)])).toEqual(['12345']);
  });
});

describe('a scanner that was set up otherwise', () => {
  it('has a prefix, which is no part of the code', () => {
    const profile = { ...defaultScanner, prefix: '~' };
    expect(codes(run(scanOf('~952000'), 6), profile)).toEqual(['952000']);
    expect(codes(run(scanOf('952000'), 6), profile)).toEqual([]);
  });

  it('ends with Tab', () => {
    const profile = { ...defaultScanner, suffix: 'Tab' } as const;
    expect(codes(run([...Array.from('952000'), 'Tab'], 6), profile)).toEqual(['952000']);
    expect(codes(run(scanOf('952000'), 6), profile)).toEqual([]);
  });

  it('types for a US keyboard into a machine with another one', () => {
    const profile = { ...defaultScanner, layout: 'us' } as const;
    // A French keyboard makes & of the first digit key, a German one y of the key for z, a Chinese input method Process of all.
    const strokes = [
      { key: '&', code: 'Digit1' },
      { key: 'é', code: 'Digit2' },
      { key: 'ß', code: 'Minus' },
      { key: 'y', code: 'KeyZ' },
      { key: 'Process', code: 'KeyA', shift: true },
      { key: 'Process', code: 'Numpad7' },
      { key: 'Enter', code: 'Enter' },
    ].map((stroke, index) => ({ ...stroke, at: index * 6, plain: true }));
    expect(codes(strokes, profile)).toEqual(['12-zA7']);
  });

  it('may be slower than most', () => {
    const profile = { ...defaultScanner, gap: 60 };
    expect(codes(run(scanOf('952000'), 50), profile)).toEqual(['952000']);
    expect(codes(run(scanOf('952000'), 50))).toEqual([]);
  });

  it('may put spaces into a code, but not before it is known as a scan', () => {
    expect(codes(run(scanOf('R02-00 0483'), 6))).toEqual(['R02-00 0483']);
    expect(codes(run(scanOf('R 02000'), 6))).toEqual(['02000']);
  });
});
