/** Sign-in or office. When a session ends by itself the office stays behind the sign-in, so that nothing typed is lost. */
import { useCallback, useEffect, useState } from 'react';
import type { Fault, Result } from '../../../shared/fault.ts';
import { headOfficePaths, sessionSchema, type Session } from '../../../shared/wire/headoffice.ts';
import { ask } from './api.ts';
import { HeadOffice } from './office.tsx';
import { OfficeProvider } from './session.tsx';
import { SignInForm } from './signin.tsx';

const readSession = () => ask({ method: 'GET', path: headOfficePaths.session }, sessionSchema);

export function Page() {
  const [session, setSession] = useState<Session | null>(null);
  const [ended, setEnded] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);

  const accept = useCallback((answer: Result<Session>) => {
    setFault(answer.ok ? null : answer.fault);
    if (!answer.ok) return;
    setSession(answer.value);
    setEnded(false);
  }, []);
  const enter = useCallback(async () => {
    const answer = await readSession();
    accept(answer);
    return answer.ok ? answer.value : null;
  }, [accept]);
  const leave = useCallback(() => {
    setSession(null);
    setEnded(false);
    void enter();
  }, [enter]);
  const end = useCallback(() => setEnded(true), []);
  useEffect(() => void readSession().then(accept), [accept]);

  if (session === null) return fault === null ? null : <SignInForm fault={fault} entered={enter} />;
  const { account } = session;
  return (
    <>
      {(account === null || ended) && <SignInForm ended={ended} entered={enter} />}
      {account !== null && (
        <OfficeProvider
          key={account.id}
          account={account}
          session={session}
          open={!ended}
          ended={end}
          renew={enter}
          signedOut={leave}
        >
          <HeadOffice />
        </OfficeProvider>
      )}
    </>
  );
}
