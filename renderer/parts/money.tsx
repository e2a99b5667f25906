/** Amounts on the screen: tabular, never cut. */
import type { Minor } from '../../shared/money.ts';
import { moneyText } from '../../shared/notation.ts';
import { figureText } from '../text/format.ts';
import { useSpeech } from './speech.ts';

type Props = { readonly amount: Minor; readonly className?: string };

/** With the currency's symbol. */
export function Money({ amount, className = '' }: Props) {
  const { currency, language } = useSpeech();
  return (
    <span className={`money ${className}`.trim()}>{moneyText(amount, currency, language)}</span>
  );
}

/** Without symbol, as in lines and sums. */
export function Figure({ amount, className = '' }: Props) {
  const { currency, language } = useSpeech();
  return (
    <span className={`money ${className}`.trim()}>{figureText(amount, currency, language)}</span>
  );
}
