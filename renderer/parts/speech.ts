/** How this window speaks: language, currency, and the names that things have in it. */
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../shared/fault.ts';
import type { Text } from '../../shared/identity.ts';
import { useViewPart } from '../register.ts';
import { sayFault } from '../text/fault.ts';
import { inLanguage } from '../../shared/notation.ts';

export function useSpeech() {
  const language = useViewPart((view) => view.language);
  const currency = useViewPart((view) => view.currency);
  const { t } = useTranslation();
  return {
    t,
    language,
    currency,
    name: (text: Text) => inLanguage(text, language),
    say: (fault: Fault) => sayFault(fault, { language, currency, now: new Date() }),
  };
}
