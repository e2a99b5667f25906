/** Puts a fault into words: its sentence with the facts filled in, parts whose facts are missing left out. */
import type { Fault } from '../../shared/fault.ts';
import type { Language } from '../../shared/identity.ts';
import { isMinor, type Currency } from '../../shared/money.ts';
import { faultsEn } from './faults.en.ts';
import { faultsZh } from './faults.zh.ts';
import { moneyText, timeText } from '../../shared/notation.ts';
import { countText, percentText } from './format.ts';

export const faultSentences = { 'en-US': faultsEn, 'zh-CN': faultsZh } as const;

const kinds = {
  'en-US': { giftCard: 'gift card', creditMemo: 'credit memo', other: 'card' },
  'zh-CN': { giftCard: '礼品卡', creditMemo: '贷项通知单', other: '卡' },
} as const;

export type Telling = {
  readonly language: Language;
  readonly currency: Currency;
  readonly now: Date;
};

const placeholder = /\{(\w+)(?::(\w+))?\}/g;

/** The names of the facts that a sentence may name, each with its form: `most:money`. */
export const placeholdersOf = (sentence: string): string[] =>
  [...sentence.matchAll(placeholder)].map((match) => `${match[1] ?? ''}:${match[2] ?? ''}`);

/** The fault as a sentence for the person at the register. */
export function sayFault(fault: Fault, telling: Telling): string {
  const fill = (text: string): { said: string; whole: boolean } => {
    let whole = true;
    const said = text.replaceAll(placeholder, (_, name: string, form: string | undefined) => {
      const fact = factText(factOf(fault, name, telling.language), form, telling);
      if (fact === undefined) whole = false;
      return fact ?? '';
    });
    return { said, whole };
  };
  const sentence = faultSentences[telling.language][fault.code].replaceAll(
    /\[([^\]]*)\]/g,
    (_, part: string) => {
      const { said, whole } = fill(part);
      return whole ? said : '';
    },
  );
  return fill(sentence).said;
}

/** A fact by its name; a name that is written otherwise in Chinese has a twin, such as `storeZh`. */
export function factOf(
  fault: Fault,
  name: string,
  language: Language,
): string | number | undefined {
  return (language === 'zh-CN' ? fault.data[`${name}Zh`] : undefined) ?? fault.data[name];
}

function factText(
  fact: string | number | undefined,
  form: string | undefined,
  { language, currency, now }: Telling,
): string | undefined {
  if (form === 'kind') {
    const say = kinds[language];
    return fact === 'giftCard' || fact === 'creditMemo' ? say[fact] : say.other;
  }
  if (fact === undefined || fact === '') return undefined;
  if (form === 'money') return isMinor(fact) ? moneyText(fact, currency, language) : undefined;
  if (form === 'percent') return typeof fact === 'number' ? percentText(fact, language) : undefined;
  if (form === 'time') return timeText(String(fact), now, language);
  return typeof fact === 'number' ? countText(fact, language) : fact;
}
