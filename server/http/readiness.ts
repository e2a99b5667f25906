/** Readiness: whether the service may be sent requests now. Health says that the process lives, and asks nobody. */
import type { FastifyInstance } from 'fastify';
import { logLine, type Log } from './log.ts';

const readyPath = '/ready';

/** What a service's readiness hangs on. */
export type Grounds = {
  readonly service: string;
  /** Resolves when the database answers and knows every migration of this version; throws otherwise. */
  readonly check: () => Promise<void>;
  readonly log: Log;
};

/** Serves `/ready`: 200 with the facts, or 503 with `{ ready: false }` while the database is away or the service is closing. */
export function serveReadiness(
  app: FastifyInstance,
  { service, check, log }: Grounds,
  facts: () => Promise<Readonly<Record<string, unknown>>>,
): void {
  let wasReady = true;
  app.get(readyPath, async (_request, reply) => {
    try {
      await check();
      await reply.send({ service, ready: true, ...(await facts()) });
      wasReady = true;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (wasReady) log(logLine('readiness.lost', { service, why }));
      wasReady = false;
      await reply.code(503).send({ service, ready: false });
    }
    return reply;
  });
}
