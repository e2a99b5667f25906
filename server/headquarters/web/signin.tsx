/** Sign-in by account and password. */
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import type { Fault } from '../../../shared/fault.ts';
import { headOfficePaths } from '../../../shared/wire/headoffice.ts';
import { anything, ask } from './api.ts';
import { Mark } from './icons.tsx';
import { LanguageSwitch } from './languageswitch.tsx';
import { FaultNotice, Notice } from './notice.tsx';
import { useWords } from './text/language.ts';

/** `fault`: why headquarters could not be asked at all. `ended`: an open session came to its end. */
export function SignInForm(props: {
  readonly fault?: Fault;
  readonly ended?: boolean;
  readonly entered: () => Promise<unknown>;
}) {
  const { entered } = props;
  const say = useWords();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [refused, setRefused] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const fault = refused ?? props.fault ?? null;
  const first = useRef<HTMLInputElement>(null);
  const title = say('signIn:title');
  useEffect(() => first.current?.focus(), []);
  useEffect(() => {
    document.title = `${title} · Holdfast`;
  }, [title]);

  const signIn = async (): Promise<void> => {
    setBusy(true);
    setRefused(null);
    const question = { path: headOfficePaths.session, body: { account, password } } as const;
    const answer = await ask({ method: 'POST', ...question }, anything);
    if (answer.ok) await entered();
    else {
      setRefused(answer.fault);
      setPassword('');
    }
    setBusy(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) void signIn();
  };

  return (
    <main className="signin">
      <div className="signin-head">
        <Mark />
        <strong>{say('office:headOffice')}</strong>
        <div className="gap" />
        <LanguageSwitch />
      </div>
      <Form className="signin-card" onSubmit={submit}>
        <h1>{title}</h1>
        {props.ended === true && refused === null && (
          <Notice tone="news">{say('signIn:ended')}</Notice>
        )}
        {fault !== null && <FaultNotice fault={fault} />}
        <TextField
          className="field"
          name="account"
          value={account}
          onChange={setAccount}
          isRequired
          autoComplete="username"
        >
          <Label>{say('signIn:account')}</Label>
          <Input
            ref={first}
            className="input"
            maxLength={64}
            spellCheck={false}
            autoCapitalize="none"
          />
          <FieldError className="field-fault">{say('signIn:empty')}</FieldError>
        </TextField>
        <TextField
          className="field"
          name="password"
          type="password"
          value={password}
          onChange={setPassword}
          isRequired
          autoComplete="current-password"
        >
          <Label>{say('signIn:password')}</Label>
          <Input className="input" maxLength={200} />
          <FieldError className="field-fault">{say('signIn:empty')}</FieldError>
        </TextField>
        <Button className="key main" type="submit" isPending={busy}>
          {say('signIn:signIn')}
        </Button>
      </Form>
    </main>
  );
}
