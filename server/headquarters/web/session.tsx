/** Who is signed in, and the door to headquarters for everything inside the office. */
import { createContext, use, useCallback, useMemo, type ReactNode } from 'react';
import type { z } from 'zod';
import { assert, type Result } from '../../../shared/fault.ts';
import {
  headOfficePaths,
  permissions,
  type Permission,
  type Session,
} from '../../../shared/wire/headoffice.ts';
import { anything, ask } from './api.ts';

export type Account = NonNullable<Session['account']>;

export type Office = {
  readonly account: Account;
  readonly currency: string;
  /** False while the session has ended and the person has not signed in again. */
  readonly open: boolean;
  readonly may: (permission: Permission) => boolean;
  readonly read: <T>(path: string, schema: z.ZodType<T>) => Promise<Result<T>>;
  readonly write: (path: string, body?: unknown) => Promise<Result<unknown>>;
  /** Like `write`, for an answer that matters. */
  readonly send: <T>(path: string, body: unknown, schema: z.ZodType<T>) => Promise<Result<T>>;
  readonly signOut: () => Promise<void>;
};

/** `randomUUID` is there by HTTPS only, and a head office may try the page without. */
const freshKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

const OfficeContext = createContext<Office | null>(null);

export function useOffice(): Office {
  const office = use(OfficeContext);
  assert(office !== null, 'the office is used by an account that signed in');
  return office;
}

/**
 * `ended` is called when headquarters no longer knows the session, `signedOut` after the person left. `renew` reads the session again: who
 * signed in anew at another tab has another token there, and this tab must learn it.
 */
export function OfficeProvider(props: {
  readonly account: Account;
  readonly session: Session;
  readonly open: boolean;
  readonly ended: () => void;
  readonly renew: () => Promise<Session | null>;
  readonly signedOut: () => void;
  readonly children: ReactNode;
}) {
  const { account, session, open, ended, renew, signedOut } = props;
  const { csrf, currency } = session;

  const watched = useCallback(
    async <T,>(answer: Promise<Result<T>>): Promise<Result<T>> => {
      const result = await answer;
      if (!result.ok && result.fault.code === 'account.signIn') ended();
      return result;
    },
    [ended],
  );
  const read = useCallback(
    <T,>(path: string, schema: z.ZodType<T>) => watched(ask({ method: 'GET', path }, schema)),
    [watched],
  );
  const send = useCallback(
    async <T,>(path: string, body: unknown, schema: z.ZodType<T>) => {
      const key = freshKey();
      const post = (token: string | null) =>
        watched(ask({ method: 'POST', path, body, csrf: token, key }, schema));
      const first = await post(csrf);
      // Whether it was done is not known; by its key it is done once, however often it is sent.
      const lost = !first.ok && first.fault.code === 'realtime.unreachable';
      const answer = lost ? await post(csrf) : first;
      if (answer.ok || answer.fault.code !== 'account.denied') return answer;
      const fresh = await renew();
      const isSame = fresh?.account?.id === account.id && fresh.csrf !== csrf;
      return isSame ? post(fresh.csrf) : answer;
    },
    [watched, csrf, renew, account.id],
  );
  const write = useCallback((path: string, body?: unknown) => send(path, body, anything), [send]);
  const office = useMemo<Office>(
    () => ({
      account,
      currency,
      open,
      may: (permission) => permissions[account.role].includes(permission),
      read,
      write,
      send,
      signOut: async () => {
        await ask({ method: 'DELETE', path: headOfficePaths.session, csrf }, anything);
        signedOut();
      },
    }),
    [account, currency, open, csrf, read, write, send, signedOut],
  );
  return <OfficeContext value={office}>{props.children}</OfficeContext>;
}
