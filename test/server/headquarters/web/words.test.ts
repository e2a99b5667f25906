import { describe, expect, it } from 'vitest';
import { fault, faultCodes } from '../../../../shared/fault.ts';
import { accountRoles } from '../../../../shared/wire/headoffice.ts';
import { contactSchema } from '../../../../shared/wire/registerlist.ts';
import {
  sayFault,
  speakerOf,
  words,
  wordsOf,
  type Say,
} from '../../../../server/headquarters/web/text/language.ts';

const languages = ['en-US', 'zh-CN'] as const;
const sayIn = (language: (typeof languages)[number]): Say => wordsOf(speakerOf(language));

const sentences = (language: (typeof languages)[number]): [string, string][] =>
  Object.entries(words[language]).flatMap(([noun, said]) =>
    Object.entries(said).map(([name, text]): [string, string] => [`${noun}:${name}`, text]),
  );
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}|<\w+>/g)].map((match) => match[0]).toSorted();

it('names the same facts in both languages', () => {
  const chinese = new Map(sentences('zh-CN'));
  for (const [name, text] of sentences('en-US')) {
    expect(placeholders(chinese.get(name) ?? ''), name).toEqual(placeholders(text));
  }
});

it('has no empty word: the name of one would be shown in its place', () => {
  for (const language of languages)
    expect(sentences(language).filter(([, text]) => text === '')).toEqual([]);
});

it('has no Chinese word in Latin letters only, and no English one in Han characters', () => {
  for (const [name, text] of sentences('zh-CN')) {
    const signs = text.replaceAll(/\{\{\w+\}\}|<\/?\w+>/g, '');
    expect(signs === '' || !/^[a-z .,]{4,}$/i.test(signs), name).toBe(true);
  }
  for (const [name, text] of sentences('en-US')) expect(text, name).not.toMatch(/\p{Script=Han}/u);
});

it('has the marks of Chinese in Chinese', () => {
  const half = sentences('zh-CN').filter(([, text]) => /\p{Script=Han} ?[:;,?!(]/u.test(text));
  expect(half).toEqual([]);
});

it('says the switches in the exact words of the design', () => {
  const [english, chinese] = [sayIn('en-US'), sayIn('zh-CN')];
  expect(english('posting:giftCardOffline')).toBe(
    'Allow gift card transactions to be completed in offline mode',
  );
  expect(english('posting:creditMemoOffline')).toBe(
    'Allow credit memo transactions to be completed in offline mode',
  );
  expect(chinese('posting:giftCardOffline')).toBe('允许在脱机模式下完成礼品卡交易');
  expect(chinese('posting:creditMemoOffline')).toBe('允许在脱机模式下完成贷项通知单交易');
});

it('counts in English with the right ending', () => {
  const say = sayIn('en-US');
  expect(say('posting:changes', { count: 1 })).toBe('1 change not applied');
  expect(say('posting:changes', { count: 2 })).toBe('2 changes not applied');
});

describe.each(languages)('in %s', (language) => {
  const say = sayIn(language);

  it('has a sentence for every fault that headquarters may answer', () => {
    for (const code of faultCodes) {
      const sentence = sayFault(say, fault(code), (instant) => instant);
      expect(sentence, code).not.toMatch(/^fault:|\{\{/);
      expect(sentence.length, code).toBeGreaterThan(8);
    }
    const own = [
      'parameters.invalid',
      'parameters.conflict',
      'account.signIn',
      'account.denied',
    ] as const;
    for (const code of own)
      expect(sayFault(say, fault(code), (instant) => instant)).not.toContain(code);
  });

  it('counts', () => {
    expect(say('posting:changes', { count: 1 })).toContain('1');
    expect(say('registers:missing', { count: 3 })).toContain('3');
  });

  it('names every role and every state of a register', () => {
    for (const role of accountRoles) expect(say(`office:${role}`)).not.toContain('office');
    for (const contact of contactSchema.options) {
      expect(say(`registers:${contact}`, { time: '10:47', count: 3 })).not.toContain('registers');
    }
  });
});
