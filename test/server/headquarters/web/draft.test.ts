import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor } from '../../../../shared/money.ts';
import { defaultParameters, type CompletionRule } from '../../../../shared/parameters.ts';
import {
  changesBetween,
  draftOf,
  flawsOf,
  mostHours,
  readAmount,
  readCount,
  readDraft,
  readHours,
  rebase,
  valuesOf,
  type Posting,
} from '../../../../server/headquarters/web/parameters/draft.ts';
import { moneyText } from '../../../../shared/notation.ts';

const currencies = fc.constantFrom('USD', 'CNY', 'JPY', 'KWD');
const amounts = fc.integer({ min: 0, max: 9_999_999_999 }).map(minor);
const rules: fc.Arbitrary<CompletionRule> = fc.record({
  completeOffline: fc.boolean(),
  mostPerSale: fc.option(amounts),
  mostHours: fc.option(fc.integer({ min: 0, max: mostHours })),
  mostPending: fc.option(fc.integer({ min: 0, max: 999_999_999 })),
});
const postings: fc.Arbitrary<Posting> = fc.record({ giftCard: rules, creditMemo: rules });

describe('an amount', () => {
  it('is read back from what the page shows, in every currency and language', () => {
    const languages = fc.constantFrom('en-US' as const, 'zh-CN' as const);
    fc.assert(
      fc.property(amounts, currencies, languages, (amount, currency, language) => {
        expect(readAmount(moneyText(amount, currency, language), currency)).toBe(amount);
      }),
    );
  });

  it('may be typed with symbol, grouping and full width', () => {
    expect(readAmount('200', 'USD')).toBe(20_000);
    expect(readAmount(' $1,234.5 ', 'USD')).toBe(123_450);
    expect(readAmount('USD 12', 'USD')).toBe(1200);
    expect(readAmount('￥１，５００．００', 'CNY')).toBe(150_000);
    expect(readAmount('', 'USD')).toBeNull();
  });

  it('is refused rather than guessed', () => {
    for (const text of [
      '1,50',
      '1,2345',
      '-5',
      '0.005',
      '1e3',
      '$',
      '12 34',
      'x',
      '1.5.0',
      '9'.repeat(20),
    ]) {
      expect(readAmount(text, 'USD'), text).toBeUndefined();
    }
    expect(readAmount('1.5', 'JPY')).toBeUndefined();
    expect(readAmount('£5', 'USD')).toBeUndefined();
  });
});

it('takes hours from nothing to the most of the contract, and whole counts', () => {
  expect([readHours('8'), readHours('0.5'), readHours('１２'), readHours(' ')]).toEqual([
    8,
    0.5,
    12,
    null,
  ]);
  expect([readHours('10001'), readHours('-1'), readHours('8h')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([readCount('5'), readCount('')]).toEqual([5, null]);
  expect([readCount('1.5'), readCount('-1'), readCount('1e3')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

describe('a draft', () => {
  it('that nobody edited is what was saved', () => {
    fc.assert(
      fc.property(postings, currencies, (posting, currency) => {
        const draft = draftOf(posting, currency);
        expect(readDraft(draft, currency)).toEqual(posting);
        expect(changesBetween(posting, valuesOf(draft, currency))).toEqual([]);
      }),
    );
  });

  it('with a field that cannot be read names it, counts it as changed and is never saved', () => {
    const { posting } = defaultParameters;
    const start = draftOf(posting, 'USD');
    const draft = { ...start, creditMemo: { ...start.creditMemo, mostHours: 'soon' } };
    expect(readDraft(draft, 'USD')).toBeNull();
    expect(flawsOf(draft, 'USD')).toEqual([{ kind: 'creditMemo', part: 'mostHours' }]);
    expect(changesBetween(posting, valuesOf(draft, 'USD'))).toHaveLength(1);
  });

  it('put on a newer version keeps every edit and takes every other field from there', () => {
    fc.assert(
      fc.property(postings, postings, postings, (base, mine, theirs) => {
        const merged = readDraft(rebase(draftOf(mine, 'USD'), base, theirs, 'USD'), 'USD');
        expect(merged).not.toBeNull();
        if (merged === null) return;
        const edited = new Set(
          changesBetween(base, mine).map(({ kind, part }) => `${kind}.${part}`),
        );
        for (const { kind, part } of changesBetween(mine, merged)) {
          expect(edited.has(`${kind}.${part}`)).toBe(false);
        }
        for (const { kind, part } of changesBetween(theirs, merged)) {
          expect(edited.has(`${kind}.${part}`)).toBe(true);
        }
      }),
    );
  });
});
