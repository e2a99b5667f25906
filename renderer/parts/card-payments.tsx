/** Card payments that are not settled: what the register knows of each, what the terminal says, and what a manager decides. */
import { useMemo, useState } from 'react';
import type { Command } from '../../shared/bridge/command.ts';
import type { UnsettledCard } from '../../shared/bridge/query.ts';
import type { Fault } from '../../shared/fault.ts';
import { timeText } from '../../shared/notation.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useAnswer, useView } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { Money } from './money.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

function Payment(props: {
  readonly card: UnsettledCard;
  readonly waits: boolean;
  readonly act: (command: Command) => void;
}) {
  const { card, waits, act } = props;
  const { terminal } = useView('terminal');
  const { t, language } = useSpeech();
  const now = useNow(60_000);
  const { reference, said } = card;
  const back = card.amount < 0;
  const settle = (as: 'sold' | 'notPaid' | 'giveBack') =>
    act({ command: 'settleCard', reference, as });
  return (
    <li className="cardpayment">
      <div className="facts">
        <b>{t(back ? 'cards.refund' : 'cards.payment')}</b>
        <Money amount={card.amount} className="sum" />
        <small className="num">
          {timeText(card.at, now, language)} · {t('cards.reference', { reference })}
        </small>
        <p>{t(card.state === 'unclear' ? 'cards.unclear' : 'cards.undoing')}</p>
        {said === null ? null : (
          <output>
            {t(`cards.${said.outcome}`, {
              time: timeText(said.at, now, language),
              card: said.masked,
            })}
          </output>
        )}
      </div>
      <div className="acts">
        {terminal ? (
          <Key waits={waits} onPress={() => act({ command: 'inquireCard', reference })}>
            {t('cards.ask')}
          </Key>
        ) : null}
        <Key waits={waits} onPress={() => settle('sold')}>
          {t(back ? 'cards.refunded' : 'cards.sold')}
        </Key>
        <Key waits={waits} onPress={() => settle('notPaid')}>
          {t(back ? 'cards.notRefunded' : 'cards.notPaid')}
        </Key>
        {terminal && card.state === 'unclear' ? (
          <Key waits={waits} onPress={() => settle('giveBack')}>
            {t('cards.giveBack')}
          </Key>
        ) : null}
      </div>
    </li>
  );
}

export function CardPayments() {
  const { revision } = useView('revision');
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t, say } = useSpeech();
  const query = useMemo(() => ({ query: 'cardPayments' as const }), []);
  const answer = useAnswer<'cardPayments'>(query, revision);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const cards = answer?.ok === true ? answer.value : [];
  const act = (command: Command) => {
    const acting = async () => {
      setFault(null);
      setBusy(true);
      const result = await attempt(command);
      setBusy(false);
      if (!result.ok) setFault(result.fault);
    };
    if (!busy) void acting();
  };
  return (
    <SmallDialog
      title={t('cards.title')}
      {...(cards.length === 0 ? {} : { text: t('cards.text') })}
      icon={<Icon name="card" size={26} />}
      keys={{ forward: close, close }}
      foot={
        <MainKey hint="F12" onPress={close}>
          {t('sell.close')}
        </MainKey>
      }
    >
      {fault === null ? null : (
        <p className="fieldfault" role="alert">
          {say(fault)}
        </p>
      )}
      {answer?.ok === true && cards.length === 0 ? <output>{t('cards.none')}</output> : null}
      <ul className="cardpayments">
        {cards.map((card) => (
          <Payment key={card.reference} card={card} waits={busy} act={act} />
        ))}
      </ul>
    </SmallDialog>
  );
}
