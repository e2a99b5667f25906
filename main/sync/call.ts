/**
 * One HTTP call to the channel: keep-alive, time-out, limits, wire version; every answer is parsed and every failure is a fault. Nothing
 * of a request or answer is kept or logged: HOLD and inquiry carry instrument numbers.
 */
import { Agent as HttpAgent } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import axios, { isAxiosError, type AxiosResponse } from 'axios';
import { z } from 'zod';
import { fail, ok, type Failed, type FaultCode, type Result } from '../../shared/fault.ts';
import { faultSchema } from '../../shared/wire/parts.ts';
import { wireHeader, wireVersion } from '../../shared/wire/register.ts';
import { retryAfterSeconds } from '../../shared/wire/retryafter.ts';
import { isCertificateError, publicTrust, trustingAgent, unpinned, type Trust } from './trust.ts';

export type Call<Answer> = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly token?: string;
  /** Longest wait for the whole answer, ms. */
  readonly timeout: number;
  /** How often a connection that was reset is tried again at once; every call may be repeated without harm. */
  readonly retries: number;
  readonly answer: z.ZodType<Answer>;
  readonly signal?: AbortSignal | undefined;
};

/**
 * How a call ended. `answered`: the other side said something that this contract knows, a result or a named fault. `busy`: it asks to come
 * later, which says nothing of what was asked. `failed`: it said nothing, or nothing known, or is not to be believed. `dropped`: this side
 * gave the call up.
 */
export type Ended<Answer> = {
  readonly how: 'answered' | 'busy' | 'timeout' | 'failed' | 'dropped';
  readonly result: Result<Answer>;
};

export type Line = {
  readonly call: <Answer>(call: Call<Answer>) => Promise<Ended<Answer>>;
  /** Closes idle connections. */
  readonly close: () => void;
};

const mostAnswer = 64 * 1024 * 1024;
/** Smaller bodies gain nothing by compression. */
const smallBody = 2048;
const zipped = promisify(gzip);

/** A line to one base URL with its own kept-alive connections. What the trust does not hold for gets not one byte of a request. */
export function openLine(url: string, trust: Trust = publicTrust): Line {
  const httpAgent = new HttpAgent({ keepAlive: true });
  const httpsAgent = trustingAgent(trust);
  const http = axios.create({
    baseURL: url,
    adapter: 'http',
    httpAgent,
    httpsAgent,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: mostAnswer,
    maxBodyLength: mostAnswer,
    validateStatus: () => true,
  });

  const send = async <Answer>(
    call: Call<Answer>,
    signal: AbortSignal,
  ): Promise<AxiosResponse<unknown>> => {
    const text = call.body === undefined ? undefined : JSON.stringify(call.body);
    const zip = text !== undefined && text.length > smallBody;
    return http.request<unknown>({
      method: call.method,
      url: call.path,
      data: zip ? await zipped(text) : text,
      ...(call.query === undefined ? {} : { params: call.query }),
      signal,
      headers: {
        [wireHeader]: String(wireVersion),
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(zip ? { 'content-encoding': 'gzip' } : {}),
        ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
      },
    });
  };

  const attempt = async <Answer>(
    call: Call<Answer>,
    late: AbortSignal,
    left: number,
  ): Promise<Ended<Answer>> => {
    try {
      const signal = call.signal === undefined ? late : AbortSignal.any([late, call.signal]);
      return read(call, await send(call, signal));
    } catch (error) {
      if (!isAxiosError(error)) throw error;
      if (call.signal?.aborted === true)
        return { how: 'dropped', result: fail('channel.disconnected') };
      if (late.aborted)
        return { how: 'timeout', result: fail('channel.unreachable', { reason: 'timeout' }) };
      if (left > 0 && wasReset(error.code)) return attempt(call, late, left - 1);
      return { how: 'failed', result: unheard(error.code ?? 'unknown') };
    }
  };

  return {
    call: async (call) =>
      attempt(call, AbortSignal.timeout(Math.max(1, Math.ceil(call.timeout))), call.retries),
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

/** A kept-alive connection that the other side closed in the same moment; only such a failure is worth another try at once. */
const wasReset = (code: string | undefined): boolean => code === 'ECONNRESET' || code === 'EPIPE';

/** What it means that no answer came: nobody there, or one who is not believed. */
function unheard(code: string): Failed {
  if (code === unpinned) return fail('channel.pin');
  if (isCertificateError(code)) return fail('channel.certificate', { why: code });
  return fail('channel.unreachable', { reason: code });
}

const faultAnswer = z.object({ fault: faultSchema });

function read<Answer>(
  call: Call<Answer>,
  { status, data, headers }: AxiosResponse<unknown>,
): Ended<Answer> {
  if (status >= 200 && status < 300) {
    const answer = call.answer.safeParse(data);
    if (answer.success) return { how: 'answered', result: ok(answer.data) };
    return {
      how: 'failed',
      result: fail('wire.malformed', {
        at: answer.error.issues[0]?.path.join('.') ?? '',
        path: call.path,
      }),
    };
  }
  const told = faultAnswer.safeParse(data);
  const isBusy = status === 429 && (!told.success || told.data.fault.code === 'service.busy');
  if (isBusy) {
    const seconds = retryAfterSeconds(headers['retry-after']);
    return { how: 'busy', result: fail('service.busy', { seconds }) };
  }
  if (told.success) return { how: 'answered', result: { ok: false, fault: told.data.fault } };
  return { how: 'failed', result: fail(codeOf(status), { status }) };
}

/** What an answer without a named fault means: a proxy or a service that is down, or a refusal. */
function codeOf(status: number): FaultCode {
  if (status === 401) return 'device.unknown';
  return status >= 400 && status < 500 ? 'channel.refused' : 'channel.unreachable';
}
