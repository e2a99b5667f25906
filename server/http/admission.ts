/**
 * Admission of work that may wait, so that work that may not never waits behind it: a store's registers that come back all at once are
 * let in a few at a time, and the others are told when their turn is (docs/decisions/0014-admission.md).
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fault } from '../../shared/fault.ts';
import type { Clock } from '../../shared/identity.ts';
import { answerFault } from './answer.ts';

export type AdmissionSettings = {
  /** Requests that are worked on at once. */
  readonly atOnce: number;
  /** Requests whose bodies are taken in, those that are worked on among them. */
  readonly most: number;
  /** Bytes of these bodies, as they are announced; one body is taken in however long it is. */
  readonly mostBytes: number;
};

export type Admission = {
  /** Does the work when it is its turn. */
  readonly inTurn: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** Requests that were told to come later, and those that are inside. */
  readonly state: () => { readonly refused: number; readonly inside: number };
};

/** Never told to come later than this, in seconds. */
const longest = 60;
/** How much the newest piece of work counts in the mean, and the mean in ms before there was any. */
const weight = 0.1;
const firstMean = 20;

/**
 * Admits requests to these paths. One that is not let in is answered service.busy with the seconds after which there is room for it, before
 * its body is read: each is given a moment of its own, as far ahead as the work before it will take.
 */
export function admitRequests(
  app: FastifyInstance,
  clock: Clock,
  paths: readonly string[],
  { atOnce, most, mostBytes }: AdmissionSettings,
): Admission {
  let inside = 0;
  let bytes = 0;
  let refused = 0;
  let working = 0;
  let mean = firstMean;
  /** The moment (running ms) that was given out last. */
  let given = 0;
  const line: (() => void)[] = [];
  const nextTurn = (): number => {
    const now = clock.running();
    const each = mean / atOnce;
    given = Math.max(given, now + line.length * each) + each;
    // Beyond that the moments are given out once more from the beginning: all at the end, nobody would come until then.
    if (given - now > 1000 * longest) given = now + each;
    return Math.min(longest, Math.max(1, Math.ceil((given - now) / 1000)));
  };
  app.addHook('onRequest', async (request, reply) => {
    if (!paths.includes(request.routeOptions.url ?? '')) return undefined;
    const length = announced(request, mostBytes);
    if (inside >= most || (inside > 0 && bytes + length > mostBytes)) {
      const seconds = nextTurn();
      refused += 1;
      reply.header('retry-after', String(seconds));
      await answerFault(reply, fault('service.busy', { seconds }));
      return reply;
    }
    inside += 1;
    bytes += length;
    // However it ends, answered or broken off.
    reply.raw.once('close', () => {
      inside -= 1;
      bytes -= length;
    });
    return undefined;
  });
  const inTurn = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (working >= atOnce) await new Promise<void>((go) => line.push(go));
    else working += 1;
    const began = clock.running();
    try {
      return await work();
    } finally {
      mean += weight * (clock.running() - began - mean);
      // The turn goes to the next in line, or is free.
      const next = line.shift();
      if (next) next();
      else working -= 1;
    }
  };
  return { inTurn, state: () => ({ refused, inside }) };
}

/** The length of the body that the request announces; all there is room for when it has one and does not say. */
function announced({ headers }: FastifyRequest, room: number): number {
  const length = headers['content-length'];
  if (length !== undefined) return Number(length);
  return headers['transfer-encoding'] === undefined ? 0 : room;
}
