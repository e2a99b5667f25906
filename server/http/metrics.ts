/** Figures of a running service in Prometheus' text format. */
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { fault } from '../../shared/fault.ts';
import { answerFault } from './answer.ts';
import { bearerToken, isToken, tokenHash } from './bearer.ts';
import { logLine, type Log } from './log.ts';

const metricsPath = '/metrics';

export type Metrics = {
  readonly registry: Registry;
  /** A figure that is read when Prometheus asks: rows by label values. A read that fails leaves it out. */
  readonly gauge: (
    name: string,
    help: string,
    labels: readonly string[],
    read: () => Promise<readonly Reading[]> | readonly Reading[],
  ) => void;
  readonly requested: (
    facts: { method: string; route: string; status: number },
    ms: number,
  ) => void;
};
export type Reading = {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
};

/** Seconds: from one row read to a page of 500 sales posted. */
export const seconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Begins the figures of a service, with those of its process. */
export function makeMetrics(service: 'headquarters' | 'channel'): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'holdfast_http_request_seconds',
    help: 'Requests by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
    registers: [registry],
  });
  return {
    registry,
    gauge: (name, help, labelNames, read) => {
      const gauge: Gauge = new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers: [registry],
        collect: async () => {
          gauge.reset();
          const rows = await readings(read);
          for (const { labels = {}, value } of rows ?? []) gauge.set(labels, value);
        },
      });
    },
    requested: ({ method, route, status }, ms) =>
      requests.observe({ method, route, status: String(status) }, ms / 1000),
  };
}

type PoolFigures = { readonly size: number; readonly idle: number; readonly waiting: number };

/** The connections of the service's database; nothing where it has no pool. */
export function gaugePool({ gauge }: Metrics, pool: () => PoolFigures | null): void {
  const help = 'Connections to the database: idle, busy, and requests that wait for one.';
  gauge('holdfast_database_pool', help, ['state'], () => {
    const now = pool();
    if (now === null) return [];
    return [
      { labels: { state: 'idle' }, value: now.idle },
      { labels: { state: 'busy' }, value: now.size - now.idle },
      { labels: { state: 'waiting' }, value: now.waiting },
    ];
  });
}

/** Nothing while the database is away: the other figures are wanted all the more then. */
async function readings(
  read: () => Promise<readonly Reading[]> | readonly Reading[],
): Promise<readonly Reading[] | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

/**
 * Counts each request, tells it to the log at the level debug, and serves the figures at `/metrics`: to whoever brings the token, and without one to this machine alone. They hold no names of persons and
 * no numbers of cards, but they tell how the business goes.
 */
export function serveMetrics(
  app: FastifyInstance,
  { registry, requested }: Metrics,
  { token, log }: { readonly token?: string | undefined; readonly log: Log },
): void {
  const isMeant = (request: FastifyRequest): boolean => {
    const given = bearerToken(request.headers);
    if (token !== undefined) return given !== null && isToken(given, tokenHash(token));
    return isIP(request.ip) !== 0 && /^(127\.|::1$|::ffff:127\.)/.test(request.ip);
  };
  app.get(metricsPath, async (request, reply) => {
    if (!isMeant(request)) await answerFault(reply, fault('device.unknown'));
    else await reply.type(registry.contentType).send(await registry.metrics());
    return reply;
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const facts = { method: request.method, route, status: reply.statusCode };
    requested(facts, reply.elapsedTime);
    log(logLine('request', { ...facts, ms: Math.round(reply.elapsedTime) }, 'debug'));
  });
}
