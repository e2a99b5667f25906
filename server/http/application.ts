/** The Fastify application that both services stand on: TLS, limits, compression, wire version, faults, a masked log. */
import { fastify, type FastifyError, type FastifyInstance } from 'fastify';
import { fault, type FaultCode } from '../../shared/fault.ts';
import { wireHeader, wireVersion } from '../../shared/wire/register.ts';
import { answerBroken, answerFault } from './answer.ts';
import { acceptGzip } from './compression.ts';
import { readJson } from './json.ts';
import { limitRequests, type Limits } from './limits.ts';
import { logLine, type Log } from './log.ts';
import { serveMetrics, type Metrics } from './metrics.ts';
import { oldestTls, type Certificate } from './tls.ts';

/** How an application is reached; decided by the composition. Nothing: plain HTTP, no limits, no proxy in front. */
export type Reached = {
  /** Answers HTTPS with it, and nothing else. */
  readonly certificate?: Certificate | undefined;
  readonly limits?: Limits | undefined;
  /** Opens the service's figures to others than this machine. */
  readonly metricsToken?: string | undefined;
  /** Addresses of proxies whose word is taken for whom they speak and whether he came by HTTPS (`x-forwarded-for`, `-proto`). */
  readonly proxies?: readonly string[] | undefined;
};

/** A page of 500 entries is far below this; it holds for the opened body of a compressed request too. */
const mostBody = 64 * 1024 * 1024;

/**
 * Makes an application. A body that cannot be read answers wire.malformed, a named wire version that is not ours wire.version, a bug 500
 * with `{ error }` and a log line that holds no body, and a database that is away 503 with the fault of `away`.
 */
export function makeApplication(options: {
  readonly log: Log;
  readonly mostBody?: number;
  readonly reached?: Reached | undefined;
  /** Paths at which passwords are hashed. */
  readonly signIns?: readonly string[];
  /** Errors that mean that the service's own database is away, and the fault that is answered then, with 503. */
  readonly away?: { readonly is: (error: unknown) => boolean; readonly fault: FaultCode };
  readonly metrics?: Metrics | undefined;
}): FastifyInstance {
  const { log, reached = {}, away, metrics } = options;
  const app = fastify({
    logger: false,
    bodyLimit: options.mostBody ?? mostBody,
    requestTimeout: 60_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    trustProxy: [...(reached.proxies ?? [])],
    https: reached.certificate ? { ...reached.certificate, minVersion: oldestTls } : null,
  });
  if (reached.limits) limitRequests(app, reached.limits, options.signIns);
  readJson(app);
  acceptGzip(app);
  if (metrics) serveMetrics(app, metrics, { token: reached.metricsToken, log });
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
    await answerFault(reply, fault('wire.malformed', { at: 'path' }), 404);
    return reply;
  });
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const status = error.statusCode ?? badBody(error) ?? 500;
    if (status < 500) {
      const flaw = fault('wire.malformed', { at: 'body', reason: error.code ?? '' });
      await answerFault(reply, flaw, status);
      return reply;
    }
    log(
      logLine('request.failed', {
        path: request.routeOptions.url ?? 'unknown',
        why: error.stack ?? error.message,
      }),
    );
    if (away?.is(error) === true) await answerFault(reply, fault(away.fault), 503);
    else await answerBroken(reply, status);
    return reply;
  });
  return app;
}

const masked = (version: string | string[]): string => String(version).slice(0, 20);

/** zlib tells a damaged stream by codes of its own; that is the sender's flaw. */
const badBody = (error: FastifyError): number | undefined =>
  (error.code ?? '').startsWith('Z_') ? 400 : undefined;
