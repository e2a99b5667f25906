/** A bank card on the shop's own terminal: the cashier types what it printed. */
import { useState } from 'react';
import { fault as faultOf, type Fault } from '../../shared/fault.ts';
import { negate, type Minor } from '../../shared/money.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { moneyText } from '../../shared/notation.ts';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { useSpeech } from './speech.tsx';

export function BankCard({ amount }: { readonly amount: Minor }) {
  const { currency, language } = useView('currency', 'language');
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t } = useSpeech();
  const [reference, setReference] = useState('');
  const once = useOnce();
  const [fault, setFault] = useState<Fault | null>(null);
  const pay = async () => {
    const typed = reference.trim();
    if (typed === '') return setFault(faultOf('tender.reference'));
    const result = await attempt({ command: 'payCard', amount, reference: typed });
    if (result.ok) close();
    else setFault(result.fault);
  };
  const enter = () => once(pay);
  const back = amount < 0;
  return (
    <SmallDialog
      title={t('payment.cardTitle')}
      text={t(back ? 'payment.cardTextBack' : 'payment.cardText', {
        amount: moneyText(back ? negate(amount) : amount, currency, language),
      })}
      icon={<Icon name="card" size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={enter}>
            {t('payment.approved')}
          </MainKey>
          <Key hint="Esc" onPress={close}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      <div className="fields">
        <Field
          label={t('payment.reference')}
          value={reference}
          onChange={setReference}
          onEnter={enter}
          fault={fault}
        />
      </div>
    </SmallDialog>
  );
}
