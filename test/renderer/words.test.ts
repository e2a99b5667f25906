import { describe, expect, it } from 'vitest';
import { fault, faultCodes } from '../../shared/fault.ts';
import { faultSentences, placeholdersOf, sayFault } from '../../renderer/text/fault.ts';
import { words } from '../../renderer/text/language.ts';

const marks = (text: string): string[] =>
  [...text.matchAll(/\{\{\w+\}\}|<\/?\w+>/g)].map(([mark]) => mark).toSorted();

describe('the words', () => {
  const nouns = Object.entries(words['en-US']);
  const chinese: Readonly<Record<string, Readonly<Record<string, string>>>> = words['zh-CN'];

  it.each(nouns)('of %s say the same in both languages', (noun, english) => {
    for (const [key, text] of Object.entries(english)) {
      const other = chinese[noun]?.[key] ?? '';
      expect(other, `${noun}.${key}`).not.toBe('');
      expect(marks(other), `${noun}.${key}`).toEqual(marks(text));
    }
  });

  it('carry no exclamation mark and no shouting', () => {
    const all = [words['en-US'], words['zh-CN']].flatMap((language) =>
      Object.values(language).flatMap((noun) => Object.values<string>(noun)),
    );
    expect(all.filter((text) => /[!！]/.test(text))).toEqual([]);
  });
});

describe('the sentence of a fault', () => {
  const facts = {
    amount: 5000,
    currency: 'EUR',
    due: 6610,
    code: '123',
    expired: '2026-11-01T10:00:00.000Z',
    kind: 'giftCard',
    last4: '4417',
    left: 2,
    most: 20_000,
    register: 'R-05',
    since: '2026-11-22T10:31:00.000Z',
    store: 'Mill Lane',
    until: '2026-11-22T11:00:00.000Z',
  };
  const now = new Date('2026-11-22T10:43:00.000Z');

  it.each(faultCodes)('%s exists, ends, and names the same facts in both languages', (code) => {
    const english = faultSentences['en-US'][code];
    const chinese = faultSentences['zh-CN'][code];
    expect(english).toMatch(/^[A-Z].*\.$/s);
    expect(chinese).toMatch(/。$/);
    expect(placeholdersOf(chinese).toSorted()).toEqual(placeholdersOf(english).toSorted());
  });

  it.each(faultCodes)('%s leaves no gap, with its facts or without', (code) => {
    for (const language of ['en-US', 'zh-CN'] as const) {
      for (const data of [facts, {}]) {
        const said = sayFault(fault(code, data), { language, currency: 'USD', now });
        expect(said).not.toMatch(/[{}[\]]|undefined| {2}| \./);
      }
    }
  });

  // What the counter may hear of money and cards: each tells what to do, or what the customer can do instead.
  const atTheCounter = faultCodes.filter(
    (code) =>
      code !== 'instrument.notExpired' &&
      /^(instrument|tender|completion|return|receipt|ask|lock\.broken|grant|card)(\.|$)/.test(code),
  );
  const english =
    /\b(take|choose|type|ask|try|call|remove|sell|scan|finish|give|open|wait|pay|add|look|press)\b/i;
  const chinese = /请|可/;
  it.each(atTheCounter)('%s names the way out', (code) => {
    const told = { currency: 'USD', now } as const;
    const ends = (text: string): string =>
      text
        .split(/[.:;。；]/)
        .filter(Boolean)
        .at(-1) ?? '';
    expect(ends(sayFault(fault(code), { ...told, language: 'en-US' }))).toMatch(english);
    expect(ends(sayFault(fault(code), { ...told, language: 'zh-CN' }))).toMatch(chinese);
  });

  it('fills in amounts, times and names', () => {
    const telling = { language: 'en-US', currency: 'USD', now } as const;
    expect(sayFault(fault('tender.over', { most: 6610 }), telling)).toContain('$66.10');
    expect(sayFault(fault('instrument.locked', facts), telling)).toContain(
      'Mill Lane, register R-05',
    );
    expect(sayFault(fault('completion.notAllowed', facts), telling)).toContain(
      'gift card ···· 4417',
    );
  });
});
