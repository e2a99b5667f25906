/** Issuing a card or memo from head office. The number is typed here, travels once, and is kept nowhere. */
import { useState } from 'react';
import {
  isInstrumentNumber,
  plainNumber,
  type InstrumentKind,
} from '../../../../../shared/instrument.ts';
import { moneyText } from '../../../../../shared/notation.ts';
import { minor } from '../../../../../shared/money.ts';
import { headOfficePaths } from '../../../../../shared/wire/headoffice.ts';
import { useLanguage } from '../../display.tsx';
import { useAct } from '../../parts/act.ts';
import { readAmount } from '../../parameters/reading.ts';
import { AskDialog } from '../../parts/dialog.tsx';
import { DayField } from '../../parts/dayfield.tsx';
import { Field } from '../../parts/field.tsx';
import { useOffice } from '../../session.tsx';
import { useWords } from '../../text/language.ts';

export function IssueDialog(props: {
  readonly kind: InstrumentKind;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const { kind } = props;
  const house = useOffice().currency;
  const say = useWords();
  const language = useLanguage();
  const { busy, fault, act } = useAct(props.done);
  const [number, setNumber] = useState('');
  const [typed, setTyped] = useState('');
  const [currency, setCurrency] = useState(house);
  const [pin, setPin] = useState('');
  const [until, setUntil] = useState('');
  const isCurrency = /^[A-Z]{3}$/.test(currency);
  const amount = isCurrency ? (readAmount(typed, currency) ?? null) : null;
  const isNumber = isInstrumentNumber(plainNumber(number));
  const isPin = pin === '' || /^\d{4,8}$/.test(pin);
  const ready = isNumber && isPin && amount !== null;
  const body = {
    ...{ kind, number: plainNumber(number), amount, currency },
    ...(pin === '' ? {} : { pin }),
    ...(until === '' ? {} : { expires: `${until}T23:59:59.999Z` }),
  };
  return (
    <AskDialog
      title={say(kind === 'giftCard' ? 'instruments:issueTitle' : 'instruments:issueMemoTitle')}
      text={say('instruments:issueText')}
      icon={kind === 'giftCard' ? 'gift' : 'memo'}
      tone="accent"
      act={say('instruments:issueIt')}
      busy={busy}
      disabled={!ready}
      fault={fault}
      done={() => void act(headOfficePaths.instruments, body)}
      close={props.close}
    >
      <Field
        label={say('instruments:number')}
        value={number}
        change={setNumber}
        inputMode="numeric"
        most={40}
        figure
        first
        flaw={number === '' || isNumber ? null : say('instruments:badNumber')}
      />
      <div className="pair">
        <Field
          label={say('instruments:amount')}
          value={typed}
          change={setTyped}
          inputMode="decimal"
          most={20}
          figure
          flaw={
            typed === '' || !isCurrency || amount !== null
              ? null
              : say('instruments:badAmount', {
                  example: moneyText(minor(2500), currency, language),
                })
          }
        />
        <Field
          label={say('instruments:currency')}
          value={currency}
          change={(text) => setCurrency(text.toUpperCase())}
          most={3}
          flaw={isCurrency ? null : say('instruments:badCurrency')}
        />
        {kind === 'giftCard' && (
          <Field
            label={say('instruments:pin')}
            value={pin}
            change={setPin}
            inputMode="numeric"
            most={8}
            figure
            placeholder={say('instruments:optional')}
            flaw={isPin ? null : say('instruments:badPin')}
          />
        )}
        <DayField label={say('instruments:validUntil')} value={until} change={setUntil} />
      </div>
    </AskDialog>
  );
}
