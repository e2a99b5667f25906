/** A card was refused: why, who holds it, and the two ways on. */
import { useEffect } from 'react';
import type { RefusalView } from '../../shared/bridge/view.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { factOf } from '../text/fault.ts';
import { timeText } from '../../shared/notation.ts';
import { spanText } from '../text/format.ts';
import { SmallDialog } from './dialog.tsx';
import { FaultSentence } from './fault-strip.tsx';
import { Icon } from './icon.tsx';
import { instrumentIcon } from './instrument-name.tsx';
import { Key, MainKey } from './key.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

export function Refusal() {
  const { ask, refusal } = useView('ask', 'refusal');
  const { askedRef } = usePanel();
  useEffect(() => {
    // Granted or given up: the number is forgotten.
    if (ask === null && refusal === null) askedRef.current = null;
  }, [ask, refusal, askedRef]);
  return refusal === null ? null : <Refused key={refusal.at} refusal={refusal} />;
}

const pinFaults: readonly RefusalView['fault']['code'][] = [
  'instrument.wrongPin',
  'instrument.pinNeeded',
];

function Refused({ refusal }: { readonly refusal: RefusalView }) {
  const { t } = useSpeech();
  const { screen } = useView('screen');
  const { send } = useActs();
  const { open, askedRef } = usePanel();
  const { kind, fault } = refusal;
  const card = kind === 'giftCard';
  const another = () => {
    askedRef.current = null;
    send({ command: 'dismissRefusal' });
  };
  const again = () => {
    const command = askedRef.current;
    send({ command: 'dismissRefusal' });
    if (command !== null && fault.retry !== 'no' && !pinFaults.includes(fault.code)) {
      send(command);
    } else if (
      command?.command === 'giftCard' ||
      command?.command === 'cashOut' ||
      screen === 'sale'
    )
      open({ panel: 'giftCard' });
    else {
      open({
        panel: 'instrument',
        kind,
        amount: command?.command === 'payInstrument' ? command.amount : null,
        draft: pinFaults.includes(fault.code) ? { number: command?.number ?? '', fault } : null,
      });
    }
  };
  const locked = fault.code === 'instrument.locked';
  return (
    <SmallDialog
      role="alertdialog"
      over="refusal"
      tone="stop"
      icon={<Icon name={locked ? 'lock' : instrumentIcon(kind)} size={26} />}
      title={t(
        locked
          ? card
            ? 'refusal.lockedGiftCard'
            : 'refusal.lockedCreditMemo'
          : card
            ? 'refusal.titleGiftCard'
            : 'refusal.titleCreditMemo',
      )}
      text={t(locked ? 'refusal.unchanged' : 'refusal.notChanged')}
      keys={{ forward: another, close: another, again }}
      foot={
        <>
          <MainKey hint="F12" onPress={another}>
            {t(screen === 'payment' ? 'refusal.another' : 'refusal.back')}
          </MainKey>
          <Key hint="F8" onPress={again}>
            <Icon name="sync" size={20} />
            {t(fault.retry === 'no' ? 'refusal.otherCard' : 'refusal.again')}
          </Key>
        </>
      }
    >
      <Facts refusal={refusal} />
    </SmallDialog>
  );
}

/** The holder is named to every cashier: store, register, since when; never a customer. */
function Facts({ refusal }: { readonly refusal: RefusalView }) {
  const { t, language } = useSpeech();
  const now = useNow();
  const { fault, kind, last4 } = refusal;
  const since = fault.data['since'];
  const number = (
    <>
      <dt>{t(kind === 'giftCard' ? 'refusal.card' : 'refusal.memo')}</dt>
      <dd className="num">···· {last4}</dd>
    </>
  );
  if (fault.code !== 'instrument.locked' || typeof since !== 'string') {
    return (
      <>
        <dl className="facts inset">{number}</dl>
        <div className="help">
          <FaultSentence fault={fault} />
        </div>
      </>
    );
  }
  return (
    <>
      <dl className="facts inset">
        {number}
        <dt>{t('refusal.lockedAt')}</dt>
        <dd className="num">
          {t('refusal.place', {
            store: factOf(fault, 'store', language) ?? '',
            register: fault.data['register'] ?? '',
          })}
        </dd>
        <dt>{t('refusal.since')}</dt>
        <dd className="num">
          {t('refusal.ago', {
            time: timeText(since, now, language),
            span: spanText(now.getTime() - new Date(since).getTime(), language),
          })}
        </dd>
      </dl>
      <p className="help">{t('refusal.help')}</p>
    </>
  );
}
