/** The words of the head office page in both languages; a word that does not exist does not compile. */
import { createInstance, type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Fault } from '../../../../shared/fault.ts';
import type { Instant, Language } from '../../../../shared/identity.ts';
import { officeFaultsEn, officeFaultsZh } from '../../../../shared/officefaults.ts';
import { exceptionsEn, exceptionsZh } from './exceptions.ts';
import { distributionEn, distributionZh } from './distribution.ts';
import { importsEn, importsZh } from './imports.ts';
import { instrumentsEn, instrumentsZh } from './instruments.ts';
import { mailsEn, mailsZh } from './mails.ts';
import { officeEn, officeZh } from './office.ts';
import { mastersEn, mastersZh } from './masters.ts';
import { partsEn, partsZh } from './parts.ts';
import { postingEn, postingZh } from './posting.ts';
import { registerListEn, registerListZh } from './registerlist.ts';
import { registersEn, registersZh } from './registers.ts';
import { reportsEn, reportsZh } from './reports.ts';
import { signInEn, signInZh } from './signin.ts';
import { versionsEn, versionsZh } from './versions.ts';

const english = {
  office: officeEn,
  parts: partsEn,
  distribution: distributionEn,
  masters: mastersEn,
  imports: importsEn,
  signIn: signInEn,
  posting: postingEn,
  registers: registersEn,
  registerList: registerListEn,
  versions: versionsEn,
  instruments: instrumentsEn,
  exceptions: exceptionsEn,
  mails: mailsEn,
  reports: reportsEn,
  fault: officeFaultsEn,
} as const;
const chinese = {
  office: officeZh,
  parts: partsZh,
  distribution: distributionZh,
  masters: mastersZh,
  imports: importsZh,
  signIn: signInZh,
  posting: postingZh,
  registers: registersZh,
  registerList: registerListZh,
  versions: versionsZh,
  instruments: instrumentsZh,
  exceptions: exceptionsZh,
  mails: mailsZh,
  reports: reportsZh,
  fault: officeFaultsZh,
};

/** All words, for the test that compares placeholders. */
export const words = { 'en-US': english, 'zh-CN': chinese } as const;

/** A word that depends on a count is named without its ending. */
type Counted<K extends string> = K extends `${infer Word}_one`
  ? Word
  : K extends `${string}_other`
    ? never
    : K;
type English = typeof english;
export type Word = {
  [Noun in keyof English]: `${Noun}:${Counted<keyof English[Noun] & string>}`;
}[keyof English];

export type Facts = Readonly<Record<string, string | number>>;
export type Say = (word: Word, facts?: Facts) => string;

function speak(language: Language): i18n {
  const speaker = createInstance();
  // All words are already here, so that this is done when it returns; React escapes what it shows.
  void speaker.use(initReactI18next).init({
    lng: language,
    initAsync: false,
    interpolation: { escapeValue: false },
    // Each noun is a namespace, so that the dot in a fault's code stays a part of its name.
    keySeparator: false,
    ns: Object.keys(english),
    defaultNS: 'office',
    resources: { [language]: words[language] },
  });
  return speaker;
}

const speakers = { 'en-US': speak('en-US'), 'zh-CN': speak('zh-CN') };

/** The speaker of a language; there is one each, so that changing the language never shows half of both. */
export const speakerOf = (language: Language): i18n => speakers[language];

export const wordsOf =
  (speaker: i18n): Say =>
  (word, facts) =>
    speaker.t(word, { ...facts });

/** Says words in the language that the page shows. */
export const useWords = (): Say => wordsOf(useTranslation().i18n);

/** The sentence of a fault, with its instants as times; one that this page has no words for is named by its code. */
export function sayFault(say: Say, fault: Fault, time: (instant: Instant) => string): string {
  const { code, data } = fault;
  if (!isKnown(code)) return say('fault:other', { code });
  const facts: Record<string, string | number> = { ...unknown };
  for (const [name, fact] of Object.entries(data)) {
    const isInstant = typeof fact === 'string' && (name === 'until' || name === 'since');
    facts[name] = isInstant ? time(fact) : fact;
  }
  return say(`fault:${code}`, facts);
}

/** Facts that a sentence may name and a fault may lack. */
const unknown = { until: '', since: '', store: '', register: '', at: '', why: '' };

const isKnown = (code: string): code is keyof typeof officeFaultsEn =>
  Object.hasOwn(officeFaultsEn, code);
