/** One service calling another over HTTP: compressed, bounded in time, answers parsed, failures named. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import axios, { isAxiosError, type AxiosInstance } from 'axios';
import type { z } from 'zod';
import { fail, ok, type FaultCode, type Result } from '../../shared/fault.ts';
import { faultSchema } from '../../shared/wire/parts.ts';
import { wireHeader, wireVersion } from '../../shared/wire/register.ts';
import { retryAfterSeconds } from '../../shared/wire/retryafter.ts';
import { trustingAgent } from './tls.ts';

export type Call = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  /** Milliseconds in all, connecting included. */
  readonly timeout: number;
};
/**
 * Faults: those of the answer; service.busy when it asks to come later (status 429), from whomever; `unreachable` when there was none in
 * time (data `why`), or when the answer was no fault of ours (data `status`); wire.malformed when the answer is not of the schema.
 */
export type Caller = <T>(call: Call, schema: z.ZodType<T>) => Promise<Result<T>>;

const compress = promisify(gzip);
/** A page of entries is a twentieth of itself by this level too, for a third of the default's time. */
const level = 3;
const worthCompressing = 2000;

/** A caller of the service at the base URL. `stop` ends calls that are under way. */
export function makeCaller(options: {
  readonly url: string;
  readonly token: string;
  readonly unreachable: FaultCode;
  readonly stop: AbortSignal;
  /** PEM of certificate authorities that are believed beside the public ones. */
  readonly authorities?: string | undefined;
}): Caller {
  const http = axios.create({
    baseURL: options.url,
    httpsAgent: trustingAgent(options.authorities),
    proxy: false,
    maxRedirects: 0,
    maxBodyLength: Infinity,
    maxContentLength: 256 * 1024 * 1024,
    validateStatus: () => true,
    responseType: 'json',
    headers: { Authorization: `Bearer ${options.token}`, [wireHeader]: String(wireVersion) },
  });
  return async (call, schema) => {
    const answer = await exchange(http, call, options.stop);
    if (!answer.ok) return fail(options.unreachable, { why: answer.why });
    const told = faultOf(answer.body);
    if (told) return told;
    if (answer.status === 429)
      return fail('service.busy', { seconds: retryAfterSeconds(answer.retryAfter) });
    if (answer.status !== 200) return fail(options.unreachable, { status: answer.status });
    const read = schema.safeParse(answer.body);
    return read.success
      ? ok(read.data)
      : fail('wire.malformed', { at: read.error.issues[0]?.path.join('.') ?? '', path: call.path });
  };
}

type Answer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly retryAfter: unknown;
      readonly body: unknown;
    }
  | { readonly ok: false; readonly why: string };

async function exchange(
  http: AxiosInstance,
  call: Call,
  stop: AbortSignal,
  tries = 2,
): Promise<Answer> {
  const sent = call.body === undefined ? undefined : JSON.stringify(call.body);
  const large = sent !== undefined && sent.length > worthCompressing;
  try {
    const response = await http.request<unknown>({
      method: call.method,
      url: call.path,
      data: large ? await compress(sent, { level }) : sent,
      headers: {
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...(large ? { 'content-encoding': 'gzip' } : {}),
      },
      signal: AbortSignal.any([stop, AbortSignal.timeout(call.timeout)]),
    });
    return {
      ok: true,
      status: response.status,
      retryAfter: response.headers['retry-after'],
      body: response.data,
    };
  } catch (error) {
    if (!isAxiosError(error)) throw error;
    // A kept-alive connection that the other side closed in the same moment: one more try, on a new one, tells.
    if (tries > 1 && wasReset(error.code) && !stop.aborted)
      return exchange(http, call, stop, tries - 1);
    return { ok: false, why: error.code ?? error.message };
  }
}

const wasReset = (code: string | undefined): boolean => code === 'ECONNRESET' || code === 'EPIPE';

function faultOf(body: unknown): Result<never> | null {
  if (typeof body !== 'object' || body === null || !('fault' in body)) return null;
  const read = faultSchema.safeParse(body.fault);
  return read.success ? { ok: false, fault: read.data } : null;
}
