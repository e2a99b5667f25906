/** The figures of a report are told in words: every sum and every way to pay, in both languages. */
import { describe, expect, it } from 'vitest';
import { shiftParts } from '../../../main/register/shiftparts.ts';
import { minor } from '../../../shared/money.ts';
import type { ReceiptText } from '../../../shared/receipt.ts';
import { shiftFigures, type ShiftSum } from '../../../shared/shift.ts';
import { defaultTenderPolicy } from '../../../shared/tenderrule.ts';

const kinds = Object.keys(defaultTenderPolicy.kinds);
const whats = [
  ...['sale', 'return', 'exchange', 'discount', 'tax', 'giftCards', 'void', 'drawer', 'reprint'],
  ...['online', 'offline', 'opened', 'float', 'removal', 'safeDrop', 'bankDrop'],
  ...kinds.flatMap((kind) => [`in:${kind}`, `out:${kind}`]),
];
const sums = whats.map((what, at): ShiftSum => ({ what, count: at + 1, amount: minor(1000 + at) }));
const codes = new Set([...whats, ...kinds]);

const told = (language: 'en-US' | 'zh-CN', of: readonly ShiftSum[] = sums): string[] =>
  shiftParts({ currency: 'USD', language, figures: shiftFigures(of, null), waiting: 2 }).flatMap(
    (part: ReceiptText) =>
      part.part === 'pair' ? [part.left] : part.part === 'text' ? [part.text] : [],
  );

describe.each([
  ['en-US', /^[A-Z][a-z ]+( {2}\d+)?$/],
  ['zh-CN', /^[\p{Script=Han}]+( {2}\d+)?$/u],
] as const)('a report in %s', (language, words) => {
  it('prints a word for everything that it counts', () => {
    for (const name of told(language)) {
      expect(name).toMatch(words);
      expect(codes).not.toContain(name);
    }
  });

  it.each(whats)('tells of %s', (what) => {
    const parts = (of: readonly ShiftSum[]) =>
      JSON.stringify(
        shiftParts({ currency: 'USD', language, figures: shiftFigures(of, null), waiting: 2 }),
      );
    expect(parts(sums.filter((one) => one.what !== what))).not.toBe(parts(sums));
  });

  it('has a name of its own for each way to pay', () => {
    const names = kinds.flatMap((kind) =>
      told(language, [{ what: `in:${kind}`, count: 1, amount: minor(1) }]).filter(
        (name) => !told(language, []).includes(name),
      ),
    );
    // Cash is always in a report, so that only "Taken in" is new of it.
    expect(new Set(names).size).toBe(kinds.length);
  });
});
