/** The gift card panel (F8): sell a new card, add value to one, or ask a balance. */
import { useState } from 'react';
import { fault as faultOf, type Fault } from '../../shared/fault.ts';
import { isInstrumentNumber, plainNumber } from '../../shared/instrument.ts';
import { parseDecimal } from '../../shared/money.ts';
import type { Balance } from '../../shared/wire/grant.ts';
import { usePanel, type CardCommand } from '../panel.tsx';
import { useActs, useRegister, useView } from '../register.ts';
import { BalanceFacts } from './balance-facts.tsx';
import { Choices } from './choices.tsx';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { useScanTaker } from './scanner.ts';
import { useSpeech } from './speech.tsx';

const purposes = ['issue', 'addValue', 'balance', 'cashOut'] as const;
type Purpose = (typeof purposes)[number];
const forward = {
  issue: 'instrument.sellIssue',
  addValue: 'instrument.sellAddValue',
  balance: 'instrument.askBalance',
  cashOut: 'instrument.payOut',
} as const;

export function GiftCardPanel() {
  const { currency } = useView('currency');
  const { close, askedRef } = usePanel();
  const { attempt } = useActs();
  const register = useRegister();
  const { t } = useSpeech();
  const once = useOnce();
  const [purpose, setPurpose] = useState<Purpose>('issue');
  const [number, setNumber] = useState('');
  const [amount, setAmount] = useState('');
  const [pin, setPin] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [balance, setBalance] = useState<Balance | null>(null);

  const secret = pin === '' ? {} : { pin };
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    setFault(null);
    setBalance(null);
  };
  const ask = async (command: CardCommand) => {
    askedRef.current = command;
    const result = await attempt(command);
    if (result.ok) close();
    else setFault(result.fault);
  };
  const sell = async (plain: string, on: 'issue' | 'addValue') => {
    const value = parseDecimal(amount, currency);
    if (value === undefined || value <= 0) return setFault(faultOf('amount.invalid'));
    const newPin = on === 'issue' ? secret : {};
    const command: CardCommand = {
      ...{ command: 'giftCard', purpose: on, number: plain, amount: value },
      ...newPin,
    };
    await ask(command);
  };
  const inquire = async (plain: string) => {
    const answer = await register.query<'balance'>({
      query: 'balance',
      kind: 'giftCard',
      number: plain,
      ...secret,
    });
    setBalance(answer.ok ? answer.value : null);
    setFault(answer.ok ? null : answer.fault);
  };
  const enter = () => {
    const plain = plainNumber(number);
    if (!isInstrumentNumber(plain)) setFault(faultOf('instrument.number'));
    else if (purpose === 'balance') once(() => inquire(plain));
    else if (purpose === 'cashOut')
      once(() => ask({ command: 'cashOut', number: plain, ...secret }));
    else once(() => sell(plain, purpose));
  };
  useScanTaker(change(setNumber));
  const code = fault?.code ?? '';
  const aboutAmount =
    code.startsWith('amount.') ||
    ['instrument.tooMuch', 'instrument.leastAmount', 'instrument.oneTime'].includes(code);
  const aboutPin = ['instrument.wrongPin', 'instrument.pinNeeded', 'pin.weak'].includes(code);
  return (
    <SmallDialog
      title={t('instrument.panel')}
      icon={<Icon name="gift" size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={enter}>
            {t(forward[purpose])}
          </MainKey>
          <Key hint="Esc" onPress={close}>
            {t('sell.close')}
          </Key>
        </>
      }
    >
      <Choices
        label={t('instrument.purpose')}
        choices={purposes.map((value) => ({
          value,
          label: t(`instrument.${value}`),
        }))}
        chosen={purpose}
        onChoose={(next) => {
          setPurpose(next);
          setFault(null);
          setBalance(null);
        }}
      />
      <div className="fields">
        <Field
          label={t('instrument.number')}
          hint={t('instrument.numberHint')}
          digits
          value={number}
          onChange={change(setNumber)}
          onEnter={enter}
          fault={aboutAmount || aboutPin ? null : fault}
        />
        {purpose === 'balance' || purpose === 'cashOut' ? null : (
          <Field
            label={t('instrument.amount')}
            value={amount}
            onChange={change(setAmount)}
            onEnter={enter}
            fault={aboutAmount ? fault : null}
          />
        )}
        {purpose === 'addValue' ? null : (
          <Field
            label={t('instrument.pin')}
            hint={t('instrument.pinHint')}
            secret
            digits
            value={pin}
            onChange={change(setPin)}
            onEnter={enter}
            fault={aboutPin ? fault : null}
          />
        )}
      </div>
      {balance === null ? null : <BalanceFacts balance={balance} />}
    </SmallDialog>
  );
}
