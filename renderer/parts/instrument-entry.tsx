/** A gift card or credit memo as payment: number, PIN, amount. A scan fills the number. */
import { useState } from 'react';
import { fault as faultOf, type Fault, type FaultCode } from '../../shared/fault.ts';
import { isInstrumentNumber, plainNumber } from '../../shared/instrument.ts';
import { decimalText, parseDecimal, zero } from '../../shared/money.ts';
import { usePanel, type CardCommand, type Panel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { noteText } from '../text/format.ts';
import { SmallDialog } from './dialog.tsx';
import { FaultSentence } from './fault-strip.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { instrumentIcon } from './instrument-name.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { useScanTaker } from './scanner.ts';
import { useSpeech } from './speech.tsx';

const numberFaults: readonly FaultCode[] = [
  'instrument.number',
  'instrument.unknown',
  'instrument.twice',
  'instrument.kind',
];
const pinFaults: readonly FaultCode[] = [
  'instrument.wrongPin',
  'instrument.pinNeeded',
  'instrument.pinLocked',
];
const amountFaults: readonly FaultCode[] = ['amount.invalid', 'tender.over', 'tender.nothingDue'];

export function InstrumentEntry({
  panel,
}: {
  readonly panel: Extract<Panel, { panel: 'instrument' }>;
}) {
  const { cart, currency, language } = useView('cart', 'currency', 'language');
  const { close, askedRef } = usePanel();
  const { attempt } = useActs();
  const { t } = useSpeech();
  const { kind, draft } = panel;
  const [number, setNumber] = useState(draft?.number ?? '');
  const [pin, setPin] = useState('');
  const [amount, setAmount] = useState(
    panel.amount === null ? '' : decimalText(panel.amount, currency),
  );
  const once = useOnce();
  const [fault, setFault] = useState<Fault | null>(draft?.fault ?? null);
  const due = cart?.totals.due ?? zero;
  const back = due < 0;

  const command = (): CardCommand | Fault => {
    const plain = plainNumber(number);
    if (!isInstrumentNumber(plain)) return faultOf('instrument.number');
    if (back) return { command: 'refundInstrument', kind, number: plain };
    const wanted = amount === '' ? null : parseDecimal(amount, currency);
    if (wanted === undefined || (wanted !== null && wanted <= 0)) return faultOf('amount.invalid');
    const secret = pin === '' ? {} : { pin };
    return { command: 'payInstrument', kind, number: plain, amount: wanted, ...secret };
  };
  const add = async () => {
    const asking = command();
    if ('retry' in asking) return setFault(asking);
    askedRef.current = asking;
    const result = await attempt(asking);
    if (result.ok) close();
    else setFault(result.fault);
  };
  const enter = () => once(add);
  useScanTaker((code) => {
    setNumber(code);
    setFault(null);
  });
  const beside = (codes: readonly FaultCode[]) =>
    fault !== null && codes.includes(fault.code) ? fault : null;
  const elsewhere =
    fault !== null && ![...numberFaults, ...pinFaults, ...amountFaults].includes(fault.code);
  const title = back
    ? 'instrument.backGiftCard'
    : kind === 'giftCard'
      ? 'instrument.payGiftCard'
      : 'instrument.payCreditMemo';
  return (
    <SmallDialog
      title={t(title)}
      icon={<Icon name={instrumentIcon(kind)} size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={enter}>
            {t('instrument.add')}
          </MainKey>
          <Key hint="Esc" onPress={close}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      <div className="fields">
        <Field
          label={t('instrument.number')}
          hint={t('instrument.numberHint')}
          digits
          value={number}
          onChange={setNumber}
          onEnter={enter}
          fault={beside(numberFaults)}
        />
        {back ? null : (
          <div className="two">
            <Field
              label={t('instrument.pin')}
              hint={t('instrument.pinHint')}
              secret
              digits
              value={pin}
              onChange={setPin}
              onEnter={enter}
              fault={beside(pinFaults)}
            />
            <Field
              label={t('instrument.amount')}
              hint={t('instrument.amountHint')}
              value={amount}
              onChange={setAmount}
              onEnter={enter}
              fault={beside(amountFaults)}
              suffix={noteText(due, currency, language)}
            />
          </div>
        )}
        {elsewhere ? (
          <div className="fieldfault" role="alert">
            <FaultSentence fault={fault} />
          </div>
        ) : null}
      </div>
    </SmallDialog>
  );
}
