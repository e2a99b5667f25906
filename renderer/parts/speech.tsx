/** How this window speaks: language, currency, and the names that things have in it. */
import { createContext, use, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { assert, type Fault } from '../../shared/fault.ts';
import type { Text } from '../../shared/identity.ts';
import { inLanguage } from '../../shared/notation.ts';
import { useView } from '../register.ts';
import { sayFault } from '../text/fault.ts';

/** One for all parts that say something; there are hundreds on a screen. */
function useSpoken() {
  const { language, currency } = useView('language', 'currency');
  const { t } = useTranslation();
  return useMemo(
    () => ({
      t,
      language,
      currency,
      name: (text: Text) => inLanguage(text, language),
      say: (fault: Fault) => sayFault(fault, { language, currency, now: new Date() }),
    }),
    [t, language, currency],
  );
}

type Speech = ReturnType<typeof useSpoken>;
const SpeechContext = createContext<Speech | null>(null);

/** Stands around everything that speaks, inside the words of the language. */
export const SpeechProvider = ({ children }: { readonly children: ReactNode }) => (
  <SpeechContext value={useSpoken()}>{children}</SpeechContext>
);

export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  assert(speech !== null, 'what speaks stands in a SpeechProvider');
  return speech;
}
