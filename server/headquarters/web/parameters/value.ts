/** The value of a parameter as words. */
import { isMinor, type Currency } from '../../../../shared/money.ts';
import { useLanguage } from '../display.tsx';
import { moneyText } from '../../../../shared/notation.ts';
import { numberText } from '../text/format.ts';
import { useWords } from '../text/language.ts';
import type { Part, Value } from './draft.ts';

const counts: readonly Part[] = ['mostHours', 'mostPending', 'validMonths'];

/** What an empty field means. */
export function useNothingText(): (part: Part) => string {
  const say = useWords();
  return (part) => {
    if (part === 'validMonths') return say('posting:noEnd');
    if (part === 'cashOutMost') return say('posting:notPaidOut');
    return say(part === 'ranges' ? 'posting:anyNumber' : 'posting:noLimit');
  };
}

/** Yes or No for a switch, an amount with its symbol, a number, ranges, or the words for nothing. */
export function useValueText(currency: Currency): (part: Part, value: Value) => string {
  const say = useWords();
  const language = useLanguage();
  const nothing = useNothingText();
  return (part, value) => {
    if (typeof value === 'boolean') return say(value ? 'posting:yes' : 'posting:no');
    if (typeof value === 'string') return value.replaceAll('\n', ', ');
    if (typeof value !== 'number') return nothing(part);
    return !counts.includes(part) && isMinor(value)
      ? moneyText(value, currency, language)
      : numberText(value, language);
  };
}
