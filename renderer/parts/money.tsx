/** Amounts on the screen: tabular, never cut. */
import type { Currency, Minor } from '../../shared/money.ts';
import { moneyText } from '../../shared/notation.ts';
import { figureText } from '../text/format.ts';
import { useSpeech } from './speech.tsx';

type Props = {
  readonly amount: Minor;
  readonly className?: string;
  /** The store's own where it is not said. */
  readonly currency?: Currency;
};

/** With the currency's symbol. */
export function Money({ amount, className = '', currency }: Props) {
  const { currency: own, language } = useSpeech();
  return (
    <span className={`money ${className}`.trim()}>
      {moneyText(amount, currency ?? own, language)}
    </span>
  );
}

/** Without symbol, as in lines and sums. */
export function Figure({ amount, className = '', currency }: Props) {
  const { currency: own, language } = useSpeech();
  return (
    <span className={`money ${className}`.trim()}>
      {figureText(amount, currency ?? own, language)}
    </span>
  );
}
