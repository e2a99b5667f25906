/** The ways to pay: the filled key first, then the others; what waits stays in place and says so. */
import { negate, type Minor } from '../../shared/money.ts';
import { useBarred } from '../barred.ts';
import type { OperationKey } from '../../shared/operations/catalogue.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { Icon, type IconName } from './icon.tsx';
import { Hint, Key, TenderKey } from './key.tsx';
import { Money } from './money.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

export type Way = 'card' | 'giftCard' | 'creditMemo' | 'check' | 'currency' | 'more';

const ways: readonly (readonly [Way, IconName, string])[] = [
  ['card', 'card', 'F3'],
  ['giftCard', 'gift', 'F8'],
  ['creditMemo', 'memo', 'F4'],
  ['check', 'cheque', 'F2'],
  ['currency', 'coins', 'F7'],
  ['more', 'more', 'F1'],
];

/** What each way to pay does, as the catalogue knows it; `back` when the customer gets money. */
export const operationsOfWay = (way: Way, back: boolean): readonly OperationKey[] => {
  if (way === 'more') return [];
  if (way === 'creditMemo') return [back ? 'issueCreditMemo' : 'payCreditMemo'];
  return [
    way === 'card'
      ? 'payCard'
      : way === 'giftCard'
        ? 'payGiftCard'
        : way === 'check'
          ? 'payCheck'
          : 'payCurrency',
  ];
};

export function TenderKeys(props: {
  readonly amount: Minor;
  readonly due: Minor;
  /** Whether an instrument in the sale waits, so that nothing can be paid now. */
  readonly waits: boolean;
  readonly onForward: () => void;
  readonly onWay: (way: Way) => void;
}) {
  const { t } = useSpeech();
  const { amount, due, waits } = props;
  const back = due < 0;
  const barred = useBarred();
  const label = (way: Way) =>
    back && way === 'card'
      ? t('payment.cardBack')
      : back && way === 'creditMemo'
        ? t('payment.creditMemoBack')
        : t(`payment.${way}`);
  return (
    <fieldset className="tenders" aria-label={t('payment.tenders')}>
      {waits ? (
        <WaitKey />
      ) : (
        <TenderKey className="first" onPress={props.onForward}>
          <span className="l">
            <Icon name={due === 0 ? 'check' : 'cash'} size={32} />
          </span>
          <Hint of="F12" />
          <span className="l">
            <span>
              {due === 0 ? t('payment.finish') : t(back ? 'payment.cashBack' : 'payment.cash')}
            </span>{' '}
            {due === 0 ? null : <Money amount={amount < 0 ? negate(amount) : amount} />}
          </span>
        </TenderKey>
      )}
      {ways.map(([way, icon, hint]) => {
        const why = barred(operationsOfWay(way, back));
        const lineDown = why?.code === 'instrument.offline';
        return (
          <TenderKey
            key={way}
            hint={hint}
            waits={why !== null || ((waits || due === 0) && way !== 'more')}
            onPress={() => props.onWay(way)}
          >
            <Icon name={icon} size={24} />
            <span>
              {label(way)}
              {lineDown ? <small>{t('payment.waitsForLine')}</small> : null}
            </span>
          </TenderKey>
        );
      })}
    </fieldset>
  );
}

/** Instead of the filled key: when the line is tried again, and the way to try it now. */
function WaitKey() {
  const { link } = useView('link');
  const { t } = useSpeech();
  const { send } = useActs();
  const { open } = usePanel();
  const now = useNow();
  const byHand = link.state === 'byHand';
  const seconds =
    link.nextTry === null
      ? null
      : Math.ceil((new Date(link.nextTry).getTime() - now.getTime()) / 1000);
  const title = byHand
    ? t('payment.noTry')
    : seconds === null || seconds <= 0
      ? t('payment.tryingNow')
      : t('payment.nextTry', { seconds });
  return (
    <div className="tender first wait">
      <span className="l">
        <Icon name="clock" size={32} />
        <Key
          className="small"
          hint="F9"
          onPress={() => (byHand ? open({ panel: 'connection' }) : send({ command: 'syncNow' }))}
        >
          {t(byHand ? 'payment.connect' : 'payment.tryNow')}
        </Key>
      </span>
      <span className="l">
        <span>
          {title}
          <small>{t(byHand ? 'payment.opensByHand' : 'payment.opens')}</small>
        </span>
      </span>
    </div>
  );
}
