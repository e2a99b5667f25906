/** What head office says of a card that was only asked about. */
import { minor } from '../../shared/money.ts';
import type { Balance } from '../../shared/wire/grant.ts';
import { moneyText, timeText } from '../../shared/notation.ts';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

export function BalanceFacts({ balance }: { readonly balance: Balance }) {
  const { t, language } = useSpeech();
  const now = useNow(60_000);
  const { lockedBy } = balance;
  return (
    <dl className="facts inset" aria-live="polite">
      <dt>{t('instrument.balance')}</dt>
      <dd className="money">{moneyText(minor(balance.balance), balance.currency, language)}</dd>
      <dt>{t('instrument.state')}</dt>
      <dd>{t(`instrument.${balance.state}`)}</dd>
      <dt>{t('instrument.expires')}</dt>
      <dd className="num">
        {balance.expires === null
          ? t('instrument.never')
          : timeText(balance.expires, now, language)}
      </dd>
      <dt>{t('instrument.lock')}</dt>
      <dd className="num">
        {lockedBy === null
          ? t('instrument.free')
          : t('instrument.held', {
              store: lockedBy.store,
              register: lockedBy.register,
              time: timeText(lockedBy.since, now, language),
            })}
      </dd>
    </dl>
  );
}
