/** A check: the cashier looks at it and types its number. */
import { useState } from 'react';
import { fault as faultOf, type Fault } from '../../shared/fault.ts';
import type { Minor } from '../../shared/money.ts';
import { moneyText } from '../../shared/notation.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { useSpeech } from './speech.tsx';

export function CheckEntry({ amount }: { readonly amount: Minor }) {
  const { currency, language } = useView('currency', 'language');
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t } = useSpeech();
  const once = useOnce();
  const [number, setNumber] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const pay = async () => {
    if (number.trim() === '') return setFault(faultOf('tender.checkNumber'));
    const result = await attempt({ command: 'payCheck', amount, number: number.trim() });
    if (result.ok) close();
    else setFault(result.fault);
  };
  const enter = () => once(pay);
  return (
    <SmallDialog
      title={t('payment.checkTitle')}
      text={t('payment.checkText', { amount: moneyText(amount, currency, language) })}
      icon={<Icon name="cheque" size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={enter}>
            {t('payment.checkTaken')}
          </MainKey>
          <Key hint="Esc" onPress={close}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      <div className="fields">
        <Field
          label={t('payment.checkNumber')}
          value={number}
          onChange={(text) => {
            setNumber(text);
            setFault(null);
          }}
          onEnter={enter}
          fault={fault}
        />
      </div>
    </SmallDialog>
  );
}
