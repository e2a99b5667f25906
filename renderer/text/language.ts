/** The words of the window in both languages, ready for components. */
import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../shared/identity.ts';
import { cardsEn, cardsZh } from './cards.ts';
import { cartEn, cartZh } from './cart.ts';
import { connectionEn, connectionZh } from './connection.ts';
import { goodsEn, goodsZh } from './goods.ts';
import { headerEn, headerZh } from './header.ts';
import { instrumentEn, instrumentZh } from './instrument.ts';
import { journalEn, journalZh } from './journal.ts';
import { keysEn, keysZh } from './keys.ts';
import { paymentEn, paymentZh } from './payment.ts';
import { personEn, personZh } from './person.ts';
import { receiptEn, receiptZh } from './receipt.ts';
import { refusalEn, refusalZh } from './refusal.ts';
import { sellEn, sellZh } from './sell.ts';
import { shiftEn, shiftZh } from './shift.ts';
import { tourEn, tourZh, trainingEn, trainingZh } from './training.ts';
import { warningEn, warningZh } from './warning.ts';

const english = {
  header: headerEn,
  cards: cardsEn,
  cart: cartEn,
  instrument: instrumentEn,
  goods: goodsEn,
  sell: sellEn,
  payment: paymentEn,
  warning: warningEn,
  refusal: refusalEn,
  connection: connectionEn,
  person: personEn,
  receipt: receiptEn,
  keys: keysEn,
  training: trainingEn,
  tour: tourEn,
  shift: shiftEn,
  journal: journalEn,
} as const;
const chinese = {
  header: headerZh,
  cards: cardsZh,
  cart: cartZh,
  instrument: instrumentZh,
  goods: goodsZh,
  sell: sellZh,
  payment: paymentZh,
  warning: warningZh,
  refusal: refusalZh,
  connection: connectionZh,
  person: personZh,
  receipt: receiptZh,
  keys: keysZh,
  training: trainingZh,
  tour: tourZh,
  shift: shiftZh,
  journal: journalZh,
};

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof english };
  }
}

/** All words, for the test that compares placeholders. */
export const words = { 'en-US': english, 'zh-CN': chinese } as const;

function speak(language: Language): i18n {
  const speaker = createInstance();
  // All words are already here, so that this is done when it returns; React escapes what it shows.
  void speaker.use(initReactI18next).init({
    lng: language,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: words[language] } },
  });
  return speaker;
}

const speakers = { 'en-US': speak('en-US'), 'zh-CN': speak('zh-CN') };

/** The speaker of a language; there is one each, so that changing the language never shows half of both. */
export const speakerOf = (language: Language): i18n => speakers[language];
