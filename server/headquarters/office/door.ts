/**
 * The door of the office API: everybody signed in may read; changing needs a permission, the session's CSRF token and the page's own
 * origin. The rooms of the office declare their routes through it, and the declarations are the OpenAPI document.
 */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fail, ok, type FaultCode, type Result } from '../../../shared/fault.ts';
import {
  csrfHeader,
  permissions,
  type Permission,
  type SignIn,
} from '../../../shared/wire/headoffice.ts';
import type { Declared } from '../../http/openapi.ts';
import { get, nothing, parsed, post } from '../../http/route.ts';
import { authenticate } from '../accounts.ts';
import type { Approved } from '../breaking.ts';
import type { Headquarters } from '../headquarters.ts';
import { findSession, isCsrf, type SignedIn } from '../sessions.ts';
import { once } from './idempotency.ts';

/** `query`: none unless told. `about`: one sentence for the OpenAPI document. */
export type Reading<In, Out> = {
  readonly query?: z.ZodType<In>;
  readonly answer: z.ZodType<Out>;
  readonly about: string;
};
/**
 * `body`: none unless told. `flaw`: the fault of a body that does not keep to the schema; wire.malformed unless told. `inParts`: the act is
 * many transactions, each of which may be done again without doing anything twice.
 */
export type Changing<In, Out> = {
  readonly permission: Permission;
  readonly body?: z.ZodType<In>;
  readonly answer: z.ZodType<Out>;
  readonly about: string;
  readonly flaw?: FaultCode;
  readonly inParts?: boolean;
};

/** Who changes something, and the headquarters to do it with: with an idempotency key the whole act is one transaction of it. */
export type Clerk = {
  readonly headquarters: Headquarters;
  /** The account. */
  readonly by: string;
  /** Signs the second person in for this one act. Faults: account.signIn, signIn.lockedOut, account.denied, lock.secondPerson. */
  readonly approve: (
    second: SignIn,
    permission: Permission,
    reason: string,
  ) => Promise<Result<Approved>>;
};

type Answering<In, With, Out> = (asked: In, by: With) => Promise<Result<NoInfer<Out>>>;

/** How the rooms of the office put their routes in. */
export type Office = {
  readonly read: <In, Out>(
    path: string,
    reading: Reading<In, Out>,
    act: Answering<In, Headquarters, Out>,
  ) => void;
  /** A question that no address may hold: a POST that changes nothing, and everybody signed in may ask it. */
  readonly ask: <In, Out>(
    path: string,
    asking: Omit<Reading<In, Out>, 'query'> & { readonly body: z.ZodType<In> },
    act: Answering<In, Headquarters, Out>,
  ) => void;
  readonly change: <In, Out>(
    path: string,
    changing: Changing<In, Out>,
    act: Answering<In, Clerk, Out>,
  ) => void;
  /** A file that may be long: it leaves piece by piece. */
  readonly file: <In>(
    path: string,
    reading: Omit<Reading<In, string>, 'answer' | 'query'> & {
      readonly query: z.ZodType<In>;
      readonly media: string;
    },
    act: (asked: In, headquarters: Headquarters) => Promise<Result<AsyncIterable<string>>>,
  ) => void;
  /** Puts a route of another kind into the OpenAPI document. */
  readonly declare: (route: Declared) => void;
  /** Everything that was put in so far. */
  readonly declared: readonly Declared[];
};

/** For an act that has nothing to tell: `{}`. */
export const noAnswer = z
  .void()
  .meta({ type: 'object', properties: {}, additionalProperties: false });

/** Gives the way to put routes into the application. */
export function openDoor(app: FastifyInstance, headquarters: Headquarters): Office {
  const declared: Declared[] = [];
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  return {
    declared,
    declare: (route) => void declared.push(route),
    read: <In, Out>(
      path: string,
      { query, answer, about }: Reading<In, Out>,
      act: Answering<In, Headquarters, Out>,
    ) => {
      const takes = query ?? null;
      declared.push({ method: 'get', path, about, takes, answer, access: 'session', keyed: false });
      get(app, path, (query ?? nothing) as z.ZodType<In>, async (asked, request) => {
        const session = await signedIn(headquarters, request, false);
        return session.ok ? act(asked, headquarters) : session;
      });
    },
    file: (path, { query: takes, about, media }, act) => {
      const answer = z.string();
      declared.push({ method: 'get', path, about, takes, answer, access: 'session', keyed: false });
      get(app, path, takes, async (asked, request, reply) => {
        const session = await signedIn(headquarters, request, false);
        const made = session.ok ? await act(asked, headquarters) : session;
        if (!made.ok) return made;
        reply.type(media);
        return ok(Readable.from(made.value));
      });
    },
    ask: (path, { body: takes, answer, about }, act) => {
      declared.push({
        method: 'post',
        path,
        about,
        takes,
        answer,
        access: 'session',
        keyed: false,
      });
      post(app, path, takes, async (asked, request) => {
        const session = await signedIn(headquarters, request, true);
        return session.ok ? act(asked, headquarters) : session;
      });
    },
    change: <In, Out>(
      path: string,
      changing: Changing<In, Out>,
      act: Answering<In, Clerk, Out>,
    ) => {
      const { permission, body, answer, about, flaw, inParts = false } = changing;
      const [takes, access] = [body ?? null, { permission }];
      declared.push({ method: 'post', path, about, takes, answer, access, keyed: true });
      // Who may not do it hears that, whatever the body is.
      post(app, path, nothing, async (raw, request, reply) => {
        const session = await signedIn(headquarters, request, true);
        if (!session.ok) return session;
        const { id, role } = session.value.account;
        if (!permissions[role].includes(permission)) return fail('account.denied');
        const read = parsed((body ?? nothing) as z.ZodType<In>, raw, flaw ?? 'wire.malformed');
        if (!read.ok) return read;
        const asked = read.value;
        const doing = (at: Headquarters) => act(asked, clerkOf(at, id, request.ip));
        return once(headquarters, { account: id, path, asked, inParts, request, reply }, doing);
      });
    },
  };
}

const clerkOf = (headquarters: Headquarters, by: string, address: string): Clerk => ({
  headquarters,
  by,
  approve: async (second, permission, reason) => {
    if (by === second.account) return fail('lock.secondPerson');
    const account = await authenticate(headquarters, second, address);
    if (!account.ok) return account;
    return permissions[account.value.role].includes(permission)
      ? ok({ by, second: account.value.id, reason })
      : fail('account.denied');
  },
});

/** A request from another page carries that page's origin; one without any is no browser. */
export function isSameOrigin(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  return (
    origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host)
  );
}

/** The session of a request. Faults: account.signIn; account.denied when it changes something and is not the page's own. */
export async function signedIn(
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
