/** Routes of the session: who is signed in, sign in, sign out. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fail, ok, type Result } from '../../../shared/fault.ts';
import {
  headOfficePaths,
  sessionSchema,
  signInSchema,
  type Session,
} from '../../../shared/wire/headoffice.ts';
import { answerResult } from '../../http/answer.ts';
import { get, nothing, post } from '../../http/route.ts';
import type { Headquarters } from '../headquarters.ts';
import { houseCurrency } from '../overview.ts';
import { closeSession, cookieText, findSession, openSession, type SignedIn } from '../sessions.ts';
import { isSameOrigin, signedIn, type Office } from './door.ts';

export function serveSession(
  app: FastifyInstance,
  headquarters: Headquarters,
  { declare }: Office,
): void {
  const told = async (session: SignedIn | undefined): Promise<Session> => ({
    account: session
      ? { id: session.account.id, name: session.account.name, role: session.account.role }
      : null,
    csrf: session?.csrf ?? null,
    currency: await houseCurrency(headquarters.db.query),
  });
  const path = headOfficePaths.session;
  const session = { path, answer: sessionSchema, access: 'anybody', keyed: false } as const;

  declare({ ...session, method: 'get', about: 'Who is signed in.', takes: null });
  get(app, path, nothing, async (_query, request) =>
    ok(await told(await findSession(headquarters, request.headers.cookie))),
  );

  declare({
    ...session,
    method: 'post',
    about: 'Signs in; the session is a cookie that scripts cannot read.',
    takes: signInSchema,
  });
  post(app, path, signInSchema, async (body, request, reply) => {
    if (!isSameOrigin(request)) return fail('account.denied');
    const opened = await openSession(headquarters, body, request.ip);
    if (!opened.ok) return opened;
    reply.header('set-cookie', cookieText(opened.value.token, isSecure(request)));
    return ok(await told(opened.value));
  });

  const signOut = async (request: FastifyRequest): Promise<Result<Session>> => {
    const found = await signedIn(headquarters, request, true);
    if (!found.ok) return found;
    await closeSession(headquarters, request.headers.cookie);
    return ok(await told(undefined));
  };
  declare({ ...session, method: 'delete', about: 'Signs out.', takes: null, access: 'session' });
  app.delete(path, async (request, reply) => {
    const out = await signOut(request);
    if (out.ok) reply.header('set-cookie', cookieText(null, isSecure(request)));
    await answerResult(reply, out);
    return reply;
  });
}

const isSecure = (request: FastifyRequest): boolean =>
  request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
