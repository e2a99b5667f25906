/** What is done with an exception: charge its card later, close it with a note. */
import { useState } from 'react';
import { minor } from '../../../../shared/money.ts';
import { moneyText } from '../../../../shared/notation.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import type { ExceptionRow } from '../../../../shared/wire/exceptions.ts';
import { useLanguage } from '../display.tsx';
import { useAct } from '../parts/act.ts';
import { AskDialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { useWords } from '../text/language.ts';

type Asked = {
  readonly of: ExceptionRow;
  readonly done: () => void;
  readonly close: () => void;
};

export function CloseDialog({ of: { id }, done, close }: Asked) {
  const say = useWords();
  const { busy, fault, act } = useAct(done);
  const [note, setNote] = useState('');
  return (
    <AskDialog
      title={say('exceptions:closeTitle')}
      text={say('exceptions:closeText')}
      icon="flag"
      tone="accent"
      act={say('exceptions:close')}
      busy={busy}
      disabled={note.trim() === ''}
      fault={fault}
      done={() => void act(headOfficePaths.closeException, { id, note })}
      close={close}
    >
      <Field label={say('parts:note')} value={note} change={setNote} most={500} first />
    </AskDialog>
  );
}

export function ChargeDialog({ of: row, done, close }: Asked) {
  const say = useWords();
  const language = useLanguage();
  const { busy, fault, act } = useAct(done);
  const { id, amount, otherAmount, currency } = row;
  const left = minor((amount ?? 0) - (otherAmount ?? 0));
  return (
    <AskDialog
      title={say('exceptions:chargeTitle', { last4: row.last4 ?? '' })}
      text={say('exceptions:chargeText', { amount: moneyText(left, currency ?? 'USD', language) })}
      icon="gift"
      tone="stop"
      act={say('exceptions:charge')}
      busy={busy}
      fault={fault}
      done={() => void act(headOfficePaths.chargeException, { id })}
      close={close}
    />
  );
}
