/** The value of a parameter as words. */
import { isMinor, type Currency } from '../../../../shared/money.ts';
import { useLanguage } from '../display.tsx';
import { moneyText } from '../../../../shared/notation.ts';
import { numberText } from '../text/format.ts';
import { useWords } from '../text/language.ts';
import type { Part, Value } from './draft.ts';

/** Yes or No for a switch, an amount with its symbol, a number, or the words for no limit. */
export function useValueText(currency: Currency): (part: Part, value: Value) => string {
  const say = useWords();
  const language = useLanguage();
  return (part, value) => {
    if (typeof value === 'boolean') return say(value ? 'posting:yes' : 'posting:no');
    if (typeof value !== 'number') return say('posting:noLimit');
    return part === 'mostPerSale' && isMinor(value)
      ? moneyText(value, currency, language)
      : numberText(value, language);
  };
}
