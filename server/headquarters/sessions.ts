/** Sessions of the head office page: a random token in a cookie that scripts cannot read, and a CSRF token that requests must name. */
import { timingSafeEqual } from 'node:crypto';
import { ok, type Result } from '../../shared/fault.ts';
import type { SignIn } from '../../shared/wire/headoffice.ts';
import { tokenHash } from '../http/bearer.ts';
import { authenticate, findAccount } from './accounts.ts';
import { recordAct } from './audit.ts';
import type { Headquarters } from './headquarters.ts';
import type { AccountTable } from './tables.ts';

export const sessionCookie = 'holdfast-session';
const sessionMs = 10 * 3_600_000;

export type SignedIn = { readonly account: AccountTable; readonly csrf: string };

/** Opens a session for who signs in from the address; its token goes into the cookie. Faults: account.signIn, signIn.lockedOut. */
export async function openSession(
  headquarters: Headquarters,
  signIn: SignIn,
  address: string,
): Promise<Result<SignedIn & { readonly token: string }>> {
  const account = await authenticate(headquarters, signIn, address);
  if (!account.ok) return account;
  const token = headquarters.chance.id() + headquarters.chance.id();
  const csrf = headquarters.chance.id();
  const now = headquarters.clock.now();
  await headquarters.db.transaction(async (act) => {
    await act.deleteFrom('session').where('expires', '<=', now).execute();
    await act
      .insertInto('session')
      .values({
        token_hash: tokenHash(token),
        account: account.value.id,
        csrf,
        expires: new Date(Date.parse(now) + sessionMs).toISOString(),
      })
      .execute();
    await recordAct(headquarters, act, {
      at: now,
      account: account.value.id,
      act: 'account.signedIn',
      detail: '',
    });
  });
  return ok({ account: account.value, csrf, token });
}

/** The session of a cookie header; undefined without one that is valid. */
export async function findSession(
  headquarters: Headquarters,
  cookies: string | undefined,
): Promise<SignedIn | undefined> {
  const token = tokenOf(cookies);
  if (token === undefined) return undefined;
  const row = await headquarters.db.query
    .selectFrom('session')
    .selectAll()
    .where('token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (!row || row.expires <= headquarters.clock.now()) return undefined;
  const account = await findAccount(headquarters.db.query, row.account);
  return account && { account, csrf: row.csrf };
}

export async function closeSession(
  headquarters: Headquarters,
  cookies: string | undefined,
): Promise<void> {
  const token = tokenOf(cookies);
  if (token === undefined) return;
  await headquarters.db.transaction((act) =>
    act.deleteFrom('session').where('token_hash', '=', tokenHash(token)).execute(),
  );
}

function tokenOf(cookies: string | undefined): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === sessionCookie)?.[1];
}

export function isCsrf(session: SignedIn, told: unknown): boolean {
  if (typeof told !== 'string') return false;
  // As many letters can be more bytes.
  const [given, own] = [Buffer.from(told), Buffer.from(session.csrf)];
  return given.length === own.length && timingSafeEqual(given, own);
}

/** The cookie with the token, or one that takes it away. `secure` where the page is served by HTTPS. */
export function cookieText(token: string | null, secure: boolean): string {
  const age = token === null ? 0 : sessionMs / 1000;
  return `${sessionCookie}=${token ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}${secure ? '; Secure' : ''}`;
}
