/** What the head office page asks (`shared/wire/headoffice.ts`): everybody signed in may read, acting needs a permission and the CSRF token. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { fail, ok, type FaultCode, type Result } from '../../shared/fault.ts';
import {
  csrfHeader,
  headOfficePaths,
  permissions,
  signInSchema,
  type Permission,
  type Session,
  type SignIn,
} from '../../shared/wire/headoffice.ts';
import { answerFault, get, nothing, post } from '../http/route.ts';
import { authenticate } from './accounts.ts';
import type { Approved } from './breaking.ts';
import type { Headquarters } from './headquarters.ts';
import { houseCurrency } from './overview.ts';
import {
  closeSession,
  cookieText,
  findSession,
  isCsrf,
  openSession,
  type SignedIn,
} from './sessions.ts';

/** How the rooms of the page put their routes in: behind the session, and behind a permission where something changes. */
export type Office = {
  readonly headquarters: Headquarters;
  readonly read: <In, Out>(
    path: string,
    schema: z.ZodType<In>,
    act: (query: In) => Promise<Result<Out>>,
  ) => void;
  /** A question that no address may hold: it changes nothing, and everybody signed in may ask it. */
  readonly ask: <In, Out>(
    path: string,
    schema: z.ZodType<In>,
    act: (body: In) => Promise<Result<Out>>,
  ) => void;
  /** `by`: the account that acts, `address`: from where. `flaw`: the fault of a body that does not keep to the schema; wire.malformed unless told. */
  readonly change: <In, Out>(
    path: string,
    permission: Permission,
    schema: z.ZodType<In>,
    act: (body: In, by: string, address: string) => Promise<Result<Out>>,
    flaw?: FaultCode,
  ) => void;
  /** Signs the second person in for this one act. Faults: account.signIn, signIn.lockedOut, account.denied, lock.secondPerson. */
  readonly approve: (
    by: string,
    second: SignIn,
    permission: Permission,
    reason: string,
    address: string,
  ) => Promise<Result<Approved>>;
};

/** Puts the session's routes into the application and gives the way to add others. */
export function openOffice(app: FastifyInstance, headquarters: Headquarters): Office {
  const isSecure = (request: FastifyRequest): boolean =>
    request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
  const told = async (session: SignedIn | undefined): Promise<Session> => ({
    account: session
      ? { id: session.account.id, name: session.account.name, role: session.account.role }
      : null,
    csrf: session?.csrf ?? null,
    currency: await houseCurrency(headquarters.db.query),
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  get(app, headOfficePaths.session, nothing, async (_query, request) =>
    ok(await told(await findSession(headquarters, request.headers.cookie))),
  );
  post(app, headOfficePaths.session, signInSchema, async (body, request, reply) => {
    if (!isSameOrigin(request)) return fail('account.denied');
    const opened = await openSession(headquarters, body, request.ip);
    if (!opened.ok) return opened;
    reply.header('set-cookie', cookieText(opened.value.token, isSecure(request)));
    return ok(await told(opened.value));
  });
  app.delete(headOfficePaths.session, async (request, reply) => {
    const session = await signedIn(headquarters, request, true);
    if (!session.ok) await answerFault(reply, session.fault);
    else await signOut(headquarters, request, reply, isSecure(request), await told(undefined));
    return reply;
  });
  return {
    headquarters,
    read: (path, schema, act) =>
      get(app, path, schema, async (query, request) => {
        const session = await signedIn(headquarters, request, false);
        return session.ok ? act(query) : session;
      }),
    ask: (path, schema, act) =>
      post(app, path, schema, async (body, request) => {
        const session = await signedIn(headquarters, request, true);
        return session.ok ? act(body) : session;
      }),
    change: (path, permission, schema, act, flaw) =>
      post(
        app,
        path,
        schema,
        async (body, request) => {
          const session = await signedIn(headquarters, request, true);
          if (!session.ok) return session;
          const { account } = session.value;
          return permissions[account.role].includes(permission)
            ? act(body, account.id, request.ip)
            : fail('account.denied');
        },
        flaw,
      ),
    approve: async (by, second, permission, reason, address) => {
      if (by === second.account) return fail('lock.secondPerson');
      const account = await authenticate(headquarters, second, address);
      if (!account.ok) return account;
      return permissions[account.value.role].includes(permission)
        ? ok({ by, second: account.value.id, reason })
        : fail('account.denied');
    },
  };
}

async function signOut(
  headquarters: Headquarters,
  request: FastifyRequest,
  reply: FastifyReply,
  secure: boolean,
  session: Session,
): Promise<void> {
  await closeSession(headquarters, request.headers.cookie);
  await reply.header('set-cookie', cookieText(null, secure)).send(session);
}

/** A request from another page carries that page's origin; one without any is no browser. */
function isSameOrigin(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  return (
    origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host)
  );
}

async function signedIn(
  headquarters: Headquarters,
  request: FastifyRequest,
  changes: boolean,
): Promise<Result<SignedIn>> {
  const session = await findSession(headquarters, request.headers.cookie);
  if (!session) return fail('account.signIn');
  const trusted =
    !changes || (isSameOrigin(request) && isCsrf(session, request.headers[csrfHeader]));
  return trusted ? ok(session) : fail('account.denied');
}
