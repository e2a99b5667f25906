/** An act that one person may not do alone: a second one signs in for it, in the same question, and the reason is kept in the audit. */
import { useState, type ReactNode } from 'react';
import type { Fault, Result } from '../../../../shared/fault.ts';
import type { SignIn } from '../../../../shared/wire/headoffice.ts';
import type { IconName } from '../icons.tsx';
import { useWords } from '../text/language.ts';
import { AskDialog } from './dialog.tsx';
import { Field, SelectField } from './field.tsx';

export type Approval<Reason extends string> = {
  readonly reason: Reason;
  readonly note: string;
  readonly second: SignIn;
};

/** `act` answers what headquarters said; the question closes when that went well, else it says why not and stays. */
export function SecondPersonDialog<Reason extends string>(props: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly icon: IconName;
  readonly does: string;
  readonly leave?: string;
  /** One reason is no choice and is not shown. */
  readonly reasons: readonly [
    { readonly id: Reason; readonly name: string },
    ...{ readonly id: Reason; readonly name: string }[],
  ];
  readonly children?: ReactNode;
  readonly act: (approval: Approval<Reason>) => Promise<Result<unknown>>;
  readonly close: () => void;
}) {
  const say = useWords();
  const [reason, setReason] = useState(props.reasons[0].id);
  const [note, setNote] = useState('');
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async (): Promise<void> => {
    setBusy(true);
    setFault(null);
    const answer = await props.act({ reason, note: note.trim(), second: { account, password } });
    setBusy(false);
    if (answer.ok) {
      props.close();
      return;
    }
    setFault(answer.fault);
    setPassword('');
  };
  return (
    <AskDialog
      title={props.title}
      text={props.text}
      icon={props.icon}
      tone="stop"
      act={props.does}
      {...(props.leave === undefined ? {} : { leave: props.leave })}
      busy={busy}
      disabled={note.trim() === '' || account === '' || password === ''}
      fault={fault}
      done={() => void act()}
      close={props.close}
    >
      {props.children}
      <div className="pair">
        {props.reasons.length > 1 && (
          <SelectField
            label={say('parts:reason')}
            value={reason}
            choices={props.reasons}
            change={setReason}
          />
        )}
        <Field label={say('parts:note')} value={note} change={setNote} most={500} first />
      </div>
      <p className="say">{say('parts:second')}</p>
      <div className="pair">
        <Field label={say('parts:secondAccount')} value={account} change={setAccount} most={64} />
        <Field
          label={say('parts:secondPassword')}
          value={password}
          change={setPassword}
          type="password"
          autoComplete="new-password"
        />
      </div>
    </AskDialog>
  );
}
