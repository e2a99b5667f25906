import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor } from '../../../../shared/money.ts';
import { defaultParameters, type CompletionRule } from '../../../../shared/parameters.ts';
import {
  changesBetween,
  draftOf,
  fieldAt,
  flawsOf,
  readDraft,
  rebase,
  valuesIn,
  valuesOf,
  type Posting,
} from '../../../../server/headquarters/web/parameters/draft.ts';
import {
  mostHours,
  mostMonths,
  readAmount,
  readCount,
  readHours,
  readMonths,
  readRanges,
} from '../../../../server/headquarters/web/parameters/reading.ts';
import { moneyText } from '../../../../shared/notation.ts';

const currencies = fc.constantFrom('USD', 'CNY', 'JPY', 'KWD');
const amounts = fc.integer({ min: 0, max: 9_999_999_999 }).map(minor);
const rules: fc.Arbitrary<CompletionRule> = fc.record({
  completeOffline: fc.boolean(),
  mostPerSale: fc.option(amounts),
  mostHours: fc.option(fc.integer({ min: 0, max: mostHours })),
  mostPending: fc.option(fc.integer({ min: 0, max: 999_999_999 })),
});
const months = fc.option(fc.integer({ min: 1, max: mostMonths }));
const ranges = fc
  .tuple(fc.integer({ min: 12, max: 19 }), fc.nat(99_999), fc.nat(99_999))
  .map(([length, a, b]) => {
    const [from, until] = [Math.min(a, b), Math.max(a, b)];
    return { from: String(from).padStart(length, '0'), until: String(until).padStart(length, '0') };
  });
const postings: fc.Arbitrary<Posting> = fc.record({
  posting: fc.record({ giftCard: rules, creditMemo: rules }),
  policy: fc.record({
    giftCard: fc.record({
      ranges: fc.array(ranges, { maxLength: 3 }),
      validMonths: months,
      leastAmount: fc.option(amounts),
      mostBalance: fc.option(amounts),
      oneTime: fc.boolean(),
      pinNeeded: fc.boolean(),
      cashOutMost: fc.option(amounts),
    }),
    creditMemo: fc.record({ validMonths: months }),
  }),
});

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

it('takes whole months and ranges of numbers of one length', () => {
  expect([readMonths('12'), readMonths('600'), readMonths(' ')]).toEqual([12, 600, null]);
  expect(['0', '601', '1.5', 'x'].map(readMonths)).toEqual(Array(4).fill(undefined));
  const [from, until] = ['600000000000', '600000000999'];
  expect(
    readRanges(' 6000 0000 0000-6000 0000 0999\n\n６０００００００００００～600000000999'),
  ).toEqual([
    { from, until },
    { from, until },
  ]);
  expect(readRanges('\n')).toEqual([]);
  for (const text of [
    from,
    `${until} – ${from}`,
    `${from} – 6000000000000`,
    '600 – 700',
    `${from} – ${until} – ${until}`,
    `${from} – ${until}\nx`,
    `${from} – ${until}\n`.repeat(51),
  ])
    expect(readRanges(text), text).toBeUndefined();
});

it('finds the field that headquarters names', () => {
  expect(fieldAt('posting.giftCard.mostHours')).toEqual({ kind: 'giftCard', part: 'mostHours' });
  expect(fieldAt('policy.giftCard.ranges.0.until')).toEqual({ kind: 'giftCard', part: 'ranges' });
  expect(fieldAt('policy.creditMemo.validMonths')).toEqual({
    ...{ kind: 'creditMemo', part: 'validMonths' },
  });
  for (const at of ['policy.creditMemo.ranges', 'offlineProfile.timeout', 'base', undefined])
    expect(fieldAt(at)).toBeNull();
});

describe('a draft', () => {
  it('that nobody edited is what was saved', () => {
    fc.assert(
      fc.property(postings, currencies, (posting, currency) => {
        const draft = draftOf(posting, currency);
        expect(readDraft(draft, currency)).toEqual(posting);
        expect(changesBetween(valuesIn(posting), valuesOf(draft, currency))).toEqual([]);
      }),
    );
  });

  it('with a field that cannot be read names it, counts it as changed and is never saved', () => {
    const start = draftOf(defaultParameters, 'USD');
    const draft = { ...start, creditMemo: { ...start.creditMemo, mostHours: 'soon' } };
    expect(readDraft(draft, 'USD')).toBeNull();
    expect(flawsOf(draft, 'USD')).toEqual([{ kind: 'creditMemo', part: 'mostHours' }]);
    expect(changesBetween(valuesIn(defaultParameters), valuesOf(draft, 'USD'))).toHaveLength(1);
  });

  it('whose least amount no card could hold is flawed there', () => {
    const start = draftOf(defaultParameters, 'USD');
    const giftCard = { ...start.giftCard, leastAmount: '50', mostBalance: '49.99' };
    expect(flawsOf({ ...start, giftCard }, 'USD')).toEqual([
      { kind: 'giftCard', part: 'leastAmount' },
    ]);
    expect(flawsOf({ ...start, giftCard: { ...giftCard, mostBalance: '50' } }, 'USD')).toEqual([]);
  });

  it('put on a newer version keeps every edit and takes every other field from there', () => {
    fc.assert(
      fc.property(postings, postings, postings, (base, mine, theirs) => {
        const merged = readDraft(rebase(draftOf(mine, 'USD'), base, theirs, 'USD'), 'USD');
        expect(merged).not.toBeNull();
        if (merged === null) return;
        const edited = new Set(
          changesBetween(valuesIn(base), valuesIn(mine)).map(({ kind, part }) => `${kind}.${part}`),
        );
        for (const { kind, part } of changesBetween(valuesIn(mine), valuesIn(merged))) {
          expect(edited.has(`${kind}.${part}`)).toBe(false);
        }
        for (const { kind, part } of changesBetween(valuesIn(theirs), valuesIn(merged))) {
          expect(edited.has(`${kind}.${part}`)).toBe(true);
        }
      }),
    );
  });
});
