/** Acts that need nothing but a note: block, unblock, write off. */
import { useState } from 'react';
import { moneyText } from '../../../../../shared/notation.ts';
import { headOfficePaths } from '../../../../../shared/wire/headoffice.ts';
import type { InstrumentRow } from '../../../../../shared/wire/instruments.ts';
import { useLanguage } from '../../display.tsx';
import { useAct } from '../../parts/act.ts';
import { AskDialog } from '../../parts/dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { useWords } from '../../text/language.ts';

export type NotedAct = 'block' | 'unblock' | 'writeOff';

export function NotedDialog(props: {
  readonly does: NotedAct;
  readonly of: InstrumentRow;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const { does } = props;
  const { key, last4, balance, currency } = props.of;
  const say = useWords();
  const language = useLanguage();
  const { busy, fault, act } = useAct(props.done);
  const [note, setNote] = useState('');
  const send = (): Promise<void> =>
    does === 'writeOff'
      ? act(headOfficePaths.expireInstrument, { key, note })
      : act(headOfficePaths.blockInstrument, { key, blocked: does === 'block', note });
  return (
    <AskDialog
      title={say(`instruments:${does}Title`, {
        last4,
        balance: moneyText(balance, currency, language),
      })}
      text={say(`instruments:${does}Text`)}
      icon={does === 'unblock' ? 'unlock' : 'lock'}
      tone={does === 'unblock' ? 'accent' : 'stop'}
      act={say(`instruments:${does}`)}
      busy={busy}
      disabled={note.trim() === ''}
      fault={fault}
      done={() => void send()}
      close={props.close}
    >
      <Field label={say('parts:note')} value={note} change={setNote} most={500} first />
    </AskDialog>
  );
}
