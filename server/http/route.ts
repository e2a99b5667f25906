/** Routes: a body or query is parsed once at the door, the act returns a Result, and the Result becomes the answer. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fail, ok, type FaultCode, type Result } from '../../shared/fault.ts';
import { officeApi } from '../../shared/wire/problem.ts';
import { answerResult } from './answer.ts';

/** A parked entry with its two million signs in their longest spelling; pages of entries may be larger. */
const mostOfficeBody = 8 * 1024 * 1024;

export type Act<In, Out> = (
  input: In,
  request: FastifyRequest,
  reply: FastifyReply,
) => Result<Out> | Promise<Result<Out>>;

/** Parses what came over the wire. The fault names the place of the first flaw, never the value. */
export function parsed<T>(schema: z.ZodType<T>, value: unknown, flaw: FaultCode): Result<T> {
  const read = schema.safeParse(value);
  if (read.success) return ok(read.data);
  return fail(flaw, { at: read.error.issues[0]?.path.join('.') ?? '' });
}

/**
 * Refuses what holds a zero byte in a text: PostgreSQL keeps none and fails at a comparison with one. Entries of registers are kept
 * whatever they hold (database/text.ts), so it is not asked of them.
 */
function withoutZero<T>(input: Result<T>, flaw: FaultCode): Result<T> {
  if (!input.ok) return input;
  const open: { readonly at: string; readonly value: unknown }[] = [{ at: '', value: input.value }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, value } = next;
    if (typeof value === 'string' && value.includes('\0')) return fail(flaw, { at });
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value))
      open.push({ at: at === '' ? name : `${at}.${name}`, value: inner });
  }
  return input;
}

async function answer<In, Out>(
  input: Result<In>,
  act: Act<In, Out>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const result = input.ok ? await act(input.value, request, reply) : input;
  await answerResult(reply, result);
}

/**
 * POST with a JSON body of the schema; answers as `server/http/answer.ts` says. `flaw`: the fault of a body that
 * does not keep to the schema.
 */
export function post<In, Out>(
  app: FastifyInstance,
  path: string,
  schema: z.ZodType<In>,
  act: Act<In, Out>,
  flaw: FaultCode = 'wire.malformed',
): void {
  const isOffice = path.startsWith(officeApi);
  const limit = isOffice ? { bodyLimit: mostOfficeBody } : {};
  app.post(path, limit, async (request, reply) => {
    const input = parsed(schema, request.body, flaw);
    await answer(isOffice ? withoutZero(input, flaw) : input, act, request, reply);
    return reply;
  });
}

/** GET with a query of the schema; answers as `post` does. */
export function get<In, Out>(
  app: FastifyInstance,
  path: string,
  schema: z.ZodType<In>,
  act: Act<In, Out>,
): void {
  app.get(path, async (request, reply) => {
    const input = parsed(schema, request.query, 'wire.malformed');
    await answer(withoutZero(input, 'wire.malformed'), act, request, reply);
    return reply;
  });
}

/** For a route whose body or query has nothing to say. */
export const nothing = z.unknown();
