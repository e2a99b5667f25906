/**
 * A change that names a key is done once: claim, act and answer are one transaction, so that whoever asks again, at the same moment or
 * after a crash, finds either all of it or nothing. A refusal leaves no trace under its key: it changed nothing and may be tried again.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fail, ok, type Result } from '../../../shared/fault.ts';
import { idempotencyHeader } from '../../../shared/wire/headoffice.ts';
import { idempotencyKey } from '../../http/openapi.ts';
import type { Act, Headquarters } from '../headquarters.ts';
import type { IdempotencyKeyTable } from '../tables.ts';

const keptMs = 24 * 3_600_000;

export type Asked = {
  readonly account: string;
  readonly path: string;
  /** The parsed body. */
  readonly asked: unknown;
  /** See `Changing`. */
  readonly inParts: boolean;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/**
 * Does the act, or answers as it was answered before under the key of the request. Without a key it is done each time. Faults:
 * key.reused for another body under the key, wire.malformed for a key that is none; those of the act.
 */
export async function once<Out>(
  headquarters: Headquarters,
  told: Asked,
  act: (headquarters: Headquarters) => Promise<Result<Out>>,
): Promise<Result<unknown>> {
  const header = told.request.headers[idempotencyHeader];
  if (header === undefined) return act(headquarters);
  if (typeof header !== 'string' || !idempotencyKey.test(header))
    return fail('wire.malformed', { at: idempotencyHeader });
  const { account, path, asked } = told;
  const { keys } = headquarters;
  const body = keys.keyedHash(`request ${path} ${JSON.stringify(asked) ?? ''}`);
  const key = keys.keyedHash(`request key ${account} ${header}`);
  const found = await headquarters.db.transaction(async (message) => {
    const kept = await claim(headquarters, message, key, body);
    if (kept.body !== body) return fail('key.reused');
    if (kept.answer !== null) return ok({ before: keys.decrypt(key, kept.answer) });
    if (told.inParts) return ok({ before: null });
    return finish(headquarters, message, key, await act(within(headquarters, message)));
  });
  if (!found.ok) return found;
  if ('done' in found.value) return ok(found.value.done);
  if (found.value.before !== null) {
    told.reply.header('idempotency-replayed', 'true');
    return ok(JSON.parse(found.value.before));
  }
  const result = await act(headquarters);
  await headquarters.db.transaction((message) => finish(headquarters, message, key, result));
  return result;
}

/** The row of the key, locked until the message ends, made when it is missing; rows whose day is over go. */
async function claim(
  headquarters: Headquarters,
  message: Act,
  key: string,
  body: string,
): Promise<IdempotencyKeyTable> {
  const now = headquarters.clock.now();
  await message.deleteFrom('idempotency_key').where('expires', '<=', now).execute();
  const expires = new Date(Date.parse(now) + keptMs).toISOString();
  return message
    .insertInto('idempotency_key')
    .values({ key, body, answer: null, expires })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((where) => ({ key: where.ref('idempotency_key.key') })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Keeps the answer, encrypted: it may hold an activation code. */
async function finish<Out>(
  { keys }: Headquarters,
  message: Act,
  key: string,
  result: Result<Out>,
): Promise<Result<{ readonly done: Out }>> {
  const row = message.updateTable('idempotency_key').where('key', '=', key);
  if (result.ok) {
    const answer = keys.encrypt(key, JSON.stringify(result.value ?? {}));
    await row.set({ answer }).execute();
    return ok({ done: result.value });
  }
  await message.deleteFrom('idempotency_key').where('key', '=', key).execute();
  return result;
}

/** Headquarters whose every transaction is part of the message. */
const within = (headquarters: Headquarters, message: Act): Headquarters => ({
  ...headquarters,
  db: { ...headquarters.db, query: message, transaction: (work) => work(message) },
});
