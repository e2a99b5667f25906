/** The card terminal is being asked: the cashier may give the payment up (Esc, handled by the screen), or type a slip instead. */
import { moneyText } from '../../shared/notation.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { spanText } from '../text/format.ts';
import { Icon } from './icon.tsx';
import { Key } from './key.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

export function CardAsk() {
  const { card, cart, currency, language } = useView('card', 'cart', 'currency', 'language');
  const { t } = useSpeech();
  const { send, attempt } = useActs();
  const { open } = usePanel();
  const now = useNow();
  if (card === null) return null;
  const waited = now.getTime() - new Date(card.since).getTime();
  const typeSlip = async () => {
    const amount = cart?.totals.due;
    const result = await attempt({ command: 'giveUpCard' });
    if (result.ok && amount !== undefined) open({ panel: 'bankCard', amount });
  };
  return (
    <section className="asking" aria-live="polite" aria-label={t('payment.cardAsking')}>
      <Icon name={card.unsure ? 'clock' : 'card'} size={24} />
      <div>
        <strong>
          {t('payment.cardAsking')}
          {t('sell.colon')}
          {moneyText(card.amount, currency, language)}
        </strong>
        <p>
          {t(card.unsure ? 'payment.cardUnsure' : 'payment.cardFollow')}
          {t('sell.space')}
          {waited >= 1000 ? <span className="num">{spanText(waited, language)}</span> : null}
        </p>
      </div>
      {card.unsure ? (
        <Key className="small" onPress={() => void typeSlip()}>
          {t('payment.cardSlip')}
        </Key>
      ) : null}
      <Key className="small" hint="Esc" onPress={() => send({ command: 'giveUpCard' })}>
        {t('instrument.giveUp')}
      </Key>
    </section>
  );
}
