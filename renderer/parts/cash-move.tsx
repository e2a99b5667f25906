/** Cash into the drawer or out of it without a sale: how much, and what it is told by. */
import { useState } from 'react';
import { fault as faultOf, type Fault } from '../../shared/fault.ts';
import { parseDecimal, zero } from '../../shared/money.ts';
import { moneyText } from '../../shared/notation.ts';
import { usePanel, type CashPanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { useSpeech } from './speech.tsx';

export function CashMove({ panel }: { readonly panel: CashPanel }) {
  const { shift } = useView('shift');
  const { open } = usePanel();
  const { attempt } = useActs();
  const { t, currency, language } = useSpeech();
  const once = useOnce();
  const [typed, setTyped] = useState('');
  const [bag, setBag] = useState('');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const { command } = panel;
  const back = () => open({ panel: 'shift' });
  const move = async () => {
    const amount = parseDecimal(typed, currency);
    if (amount === undefined || amount <= 0) return setFault(faultOf('amount.invalid'));
    const moved = { amount, counts: [], note };
    const result = await attempt(
      command === 'bankDrop' ? { command, ...moved, bag } : { command, ...moved },
    );
    if (result.ok) back();
    else setFault(result.fault);
  };
  const forward = () => once(move);
  const isBag = fault?.code === 'shift.bag';
  return (
    <SmallDialog
      title={t(`shift.${command}`)}
      text={t(`shift.${command}Text`)}
      icon={<Icon name="cash" size={26} />}
      keys={{ forward, close: back }}
      foot={
        <>
          <MainKey hint="F12" onPress={forward}>
            {t(`shift.${command}`)}
          </MainKey>
          <Key hint="Esc" onPress={back}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      <div className="fields">
        <Field
          label={t('shift.amount')}
          value={typed}
          onChange={setTyped}
          onEnter={command === 'bankDrop' ? undefined : forward}
          hint={t('shift.inDrawer', {
            amount: moneyText(shift.open?.drawer ?? zero, currency, language),
          })}
          fault={isBag ? null : fault}
        />
        {command === 'bankDrop' ? (
          <Field
            label={t('shift.bag')}
            value={bag}
            onChange={setBag}
            fault={isBag ? fault : null}
          />
        ) : null}
        <Field label={t('shift.note')} value={note} onChange={setNote} />
      </div>
    </SmallDialog>
  );
}
