/** How many requests a minute the services take: from one address, from one device, and how many sign-ins from one address. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fault } from '../../shared/fault.ts';
import { answerFault } from './answer.ts';
import { bearerToken, tokenHash } from './bearer.ts';

/** Requests a minute; 0 for no limit. */
export type Limits = {
  /** All of one address, which may be a whole store behind one NAT that comes back at once. */
  readonly perAddress: number;
  /** Those that carry one token: a register at a channel, a channel at headquarters. */
  readonly perDevice: number;
  /** Those that make the service hash a password, of one address. */
  readonly perSignIn: number;
};

/**
 * 500 registers of one address, each with 120 requests in the minute in which the line comes back; a register alone may have 50 a second,
 * which is more than one that sends a backlog of 10,000 sales page by page over a fast line.
 */
export const defaultLimits: Limits = { perAddress: 60_000, perDevice: 3000, perSignIn: 60 };

/** `concerns`: which requests are counted. `key`: by what; by address unless told, a network of IPv6 counting as one. */
type Limit = {
  readonly most: number;
  readonly concerns: (request: FastifyRequest) => boolean;
  readonly key?: (request: FastifyRequest) => string;
};

/**
 * Puts the limits in front of everything else that the application does. What is above one is answered service.busy, status 429 with
 * `retry-after` in seconds, before its body is read. `signIns`: the paths of which `perSignIn` is counted. Counts live in the process.
 */
export function limitRequests(
  app: FastifyInstance,
  limits: Limits,
  signIns: readonly string[] = [],
): void {
  app.register(rateLimit, { global: false });
  const wanted: readonly Limit[] = [
    { most: limits.perAddress, concerns: () => true },
    {
      most: limits.perDevice,
      concerns: (request) => bearerToken(request.headers) !== null,
      key: (request) => tokenHash(bearerToken(request.headers) ?? ''),
    },
    {
      most: limits.perSignIn,
      concerns: (request) =>
        request.method === 'POST' && signIns.includes(request.routeOptions.url ?? ''),
    },
  ];
  const checks: ((request: FastifyRequest) => Promise<number | null>)[] = [];
  app.addHook('onReady', async () => {
    for (const limit of wanted) if (limit.most > 0) checks.push(check(app, limit));
  });
  app.addHook('onRequest', async (request, reply) => {
    for (const exceeds of checks) {
      const seconds = await exceeds(request);
      if (seconds !== null) return refuse(reply, seconds);
    }
    return undefined;
  });
}

/** Tells in how many seconds the request may come again; null when it may now. */
function check(
  app: FastifyInstance,
  { most, concerns, key }: Limit,
): (request: FastifyRequest) => Promise<number | null> {
  const count = app.createRateLimit({
    max: most,
    timeWindow: 60_000,
    ...(key === undefined ? {} : { keyGenerator: key }),
  });
  return async (request) => {
    if (!concerns(request)) return null;
    const counted = await count(request);
    return !counted.isAllowed && counted.isExceeded ? Math.max(1, counted.ttlInSeconds) : null;
  };
}

async function refuse(reply: FastifyReply, seconds: number): Promise<FastifyReply> {
  reply.header('retry-after', String(seconds));
  await answerFault(reply, fault('service.busy', { seconds }));
  return reply;
}
