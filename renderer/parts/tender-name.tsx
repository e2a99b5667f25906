/** How a tender is drawn and named: cash, bank card, check, other currency, or an instrument. */
import { isInstrumentTender, type Tender } from '../../shared/tender.ts';
import { moneyText } from '../../shared/notation.ts';
import { instrumentIcon, useInstrumentText } from './instrument-name.tsx';
import type { IconName } from './icon.tsx';
import { useSpeech } from './speech.tsx';

const icons = { cash: 'cash', card: 'card', check: 'cheque', currency: 'coins' } as const;

export const tenderIcon = (tender: Tender): IconName =>
  isInstrumentTender(tender) ? instrumentIcon(tender.kind) : icons[tender.kind];

/** The name of a tender in one line, and what tells it from others of its kind: a reference, a number, the foreign amount. */
export function useTenderText(): (tender: Tender) => {
  readonly what: string;
  readonly told: string;
} {
  const { t, language } = useSpeech();
  const instrumentText = useInstrumentText();
  return (tender) => {
    if (isInstrumentTender(tender)) {
      return { what: instrumentText(tender.kind, tender.last4), told: '' };
    }
    const what = t(`payment.${tender.kind}`);
    switch (tender.kind) {
      case 'cash':
        return { what, told: '' };
      case 'card':
        return { what, told: tender.authorisation?.masked ?? tender.reference };
      case 'check':
        return { what, told: tender.number };
      case 'currency':
        return {
          what,
          told: moneyText(tender.foreign.amount, tender.foreign.currency, language),
        };
    }
  };
}
