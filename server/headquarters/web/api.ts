/** Asks headquarters: JSON over the page's own origin, each answer parsed, each failure a fault. */
import { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/fault.ts';
import { csrfHeader, idempotencyHeader } from '../../../shared/wire/headoffice.ts';
import { problemSchema } from '../../../shared/wire/problem.ts';

export type Question = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** The session's token; every request that changes something carries it. */
  readonly csrf?: string | null;
  /** Names this change, so that sending it again does it once. */
  readonly key?: string;
};

/** The fault in a problem; members that a later version adds are not looked at. */
const problem = z.object(problemSchema.pick({ code: true, data: true, retry: true }).shape);

/** For answers whose content does not matter, because the page reads the new state afterwards. */
export const anything = z.unknown();

/**
 * One request. Faults: what headquarters answers; realtime.unreachable when there is no answer or an internal failure there;
 * wire.malformed when the answer is not what the contract says.
 */
export async function ask<T>(question: Question, schema: z.ZodType<T>): Promise<Result<T>> {
  const { method, path, body, csrf, key } = question;
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (csrf) headers.set(csrfHeader, csrf);
  if (key !== undefined) headers.set(idempotencyHeader, key);
  const sent = await fetch(path, {
    method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).then(ok, () => fail('realtime.unreachable'));
  if (!sent.ok) return sent;
  const response = sent.value;
  const content = await response.json().then(ok<unknown>, () => fail('wire.malformed'));
  if (response.status >= 500) return fail('realtime.unreachable', { status: response.status });
  if (!content.ok) return content;
  if (response.ok) {
    const read = schema.safeParse(content.value);
    if (read.success) return ok(read.data);
    return fail('wire.malformed', { at: read.error.issues[0]?.path.join('.') ?? '' });
  }
  const told = problem.safeParse(content.value);
  return told.success
    ? { ok: false, fault: told.data }
    : fail('wire.malformed', { status: response.status });
}
