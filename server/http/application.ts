/** The Fastify application that both services stand on: limits, compression, wire version, faults, a masked log. */
import { fastify, type FastifyError, type FastifyInstance } from 'fastify';
import { fault } from '../../shared/fault.ts';
import { wireHeader, wireVersion } from '../../shared/wire/register.ts';
import { acceptGzip } from './compression.ts';
import { logLine, type Log } from './log.ts';
import { answerFault } from './route.ts';

/** A page of 500 entries is far below this; it holds for the opened body of a compressed request too. */
const mostBody = 64 * 1024 * 1024;

/**
 * Makes an application. A body that cannot be read answers wire.malformed, a named wire version that is not ours wire.version, a bug 500
 * with `{ error }` and a log line that holds no body.
 */
export function makeApplication(options: {
  readonly log: Log;
  readonly mostBody?: number;
}): FastifyInstance {
  const { log } = options;
  const app = fastify({
    logger: false,
    bodyLimit: options.mostBody ?? mostBody,
    requestTimeout: 60_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  acceptGzip(app);
  app.addHook('onRequest', async (request, reply) => {
    const version = request.headers[wireHeader];
    if (version === undefined || version === String(wireVersion)) return undefined;
    await answerFault(
      reply,
      fault('wire.version', { version: masked(version), known: wireVersion }),
    );
    return reply;
  });
  app.setNotFoundHandler(async (_request, reply) => {
    await reply.code(404).send({ fault: fault('wire.malformed', { at: 'path' }) });
    return reply;
  });
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const status = error.statusCode ?? badBody(error) ?? 500;
    if (status < 500) {
      await reply
        .code(status)
        .send({ fault: fault('wire.malformed', { at: 'body', reason: error.code ?? '' }) });
      return reply;
    }
    log(
      logLine('request.failed', {
        path: request.routeOptions.url ?? 'unknown',
        why: error.stack ?? error.message,
      }),
    );
    await reply.code(status).send({ error: status === 503 ? 'closing' : 'internal' });
    return reply;
  });
  return app;
}

const masked = (version: string | string[]): string => String(version).slice(0, 20);

/** zlib tells a damaged stream by codes of its own; that is the sender's flaw. */
const badBody = (error: FastifyError): number | undefined =>
  (error.code ?? '').startsWith('Z_') ? 400 : undefined;
