/** Correcting a balance: by how much, in which direction, why. What it becomes is said before it is done. */
import { useState } from 'react';
import { moneyText } from '../../../../../shared/notation.ts';
import { minor } from '../../../../../shared/money.ts';
import { headOfficePaths } from '../../../../../shared/wire/headoffice.ts';
import {
  adjustReasons,
  type AdjustReason,
  type InstrumentRow,
} from '../../../../../shared/wire/instruments.ts';
import { useLanguage } from '../../display.tsx';
import { useAct } from '../../parts/act.ts';
import { readAmount } from '../../parameters/reading.ts';
import { AskDialog } from '../../parts/dialog.tsx';
import { Field, SelectField } from '../../parts/field.tsx';
import { useWords } from '../../text/language.ts';

export function AdjustDialog(props: {
  readonly of: InstrumentRow;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const { key, last4, balance, currency } = props.of;
  const say = useWords();
  const language = useLanguage();
  const { busy, fault, act } = useAct(props.done);
  const [direction, setDirection] = useState<'putOn' | 'takeOff'>('putOn');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState<AdjustReason>('correction');
  const [note, setNote] = useState('');
  const read = readAmount(typed, currency);
  const amount = read !== undefined && read !== null && read > 0 ? read : null;
  const change = amount === null ? null : minor(direction === 'putOn' ? amount : -amount);
  const money = (value: number): string => moneyText(minor(value), currency, language);
  const tooMuch = change !== null && balance + change < 0;
  const flaw =
    typed === ''
      ? null
      : change === null
        ? say('instruments:badAmount', { example: money(1250) })
        : tooMuch
          ? say('instruments:tooMuch', { balance: money(balance) })
          : null;
  const ready = change !== null && !tooMuch && note.trim() !== '';
  return (
    <AskDialog
      title={say('instruments:correctTitle', { last4 })}
      text={say('instruments:correctText', { balance: money(balance) })}
      icon="mend"
      tone="accent"
      act={say('instruments:correct')}
      busy={busy}
      disabled={!ready}
      fault={fault}
      done={() =>
        void act(headOfficePaths.adjustInstrument, { key, change, balance, reason, note })
      }
      close={props.close}
    >
      <div className="pair">
        <SelectField
          label={say('instruments:direction')}
          value={direction}
          choices={[
            { id: 'putOn', name: say('instruments:putOn') },
            { id: 'takeOff', name: say('instruments:takeOff') },
          ]}
          change={setDirection}
        />
        <Field
          label={say('instruments:amount')}
          value={typed}
          change={setTyped}
          inputMode="decimal"
          most={20}
          figure
          first
          flaw={flaw}
          {...(change === null
            ? {}
            : { hint: say('instruments:becomes', { balance: money(balance + change) }) })}
        />
        <SelectField
          label={say('parts:reason')}
          value={reason}
          choices={adjustReasons.map((id) => ({ id, name: say(`instruments:${id}`) }))}
          change={setReason}
        />
        <Field label={say('parts:note')} value={note} change={setNote} most={500} />
      </div>
    </AskDialog>
  );
}
