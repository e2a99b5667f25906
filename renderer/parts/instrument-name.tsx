/** An instrument by its kind and last four digits, as everybody in the shop may see it. */
import { Trans } from 'react-i18next';
import type { InstrumentKind } from '../../shared/instrument.ts';
import type { IconName } from './icon.tsx';
import { useSpeech } from './speech.tsx';

export const InstrumentName = (props: {
  readonly kind: InstrumentKind;
  readonly last4: string;
}) => (
  <Trans
    i18nKey={props.kind === 'giftCard' ? 'instrument.giftCardOf' : 'instrument.creditMemoOf'}
    values={{ last4: props.last4 }}
    components={{ b: <b className="num" /> }}
  />
);

/** The same as plain text, for names of keys. */
export function useInstrumentText() {
  const { t } = useSpeech();
  return (kind: InstrumentKind, last4: string) => `${t(`instrument.${kind}`)} ···· ${last4}`;
}

export const instrumentIcon = (kind: InstrumentKind): IconName =>
  kind === 'giftCard' ? 'gift' : 'memo';
