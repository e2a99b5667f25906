/** What of the line `--check` judges: the channel, its certificate, headquarters behind it, the clock. Sends no token and changes nothing. */
import { connect as connectTls, rootCertificates } from 'node:tls';
import { request as plainRequest } from 'node:http';
import { request as safeRequest } from 'node:https';
import { z } from 'zod';
import type { Fault } from '../../../shared/fault.ts';
import { isClockOff } from '../../../shared/link.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { openLine } from '../../sync/call.ts';
import { trustingAgent, type Trust } from '../../sync/trust.ts';
import { row, type Row } from './row.ts';

const patienceMs = 5000;
const healthSchema = z.object({ service: z.literal('channel'), realtime: z.boolean() });
const dayMs = 86_400_000;
/** Certificates are renewed a month before they end. */
const soonDays = 30;

/** `now`: this machine's time, ISO 8601. */
export async function checkLine(
  channel: string | undefined,
  trust: Trust,
  now: () => string,
): Promise<Row[]> {
  if (channel === undefined)
    return [
      row('channel', 'failed', 'unknown'),
      ...skipped('certificate', 'headquarters', 'clock'),
    ];
  const line = openLine(channel, trust);
  try {
    const { result } = await line.call({
      method: 'GET',
      path: channelPaths.health,
      timeout: patienceMs,
      retries: 1,
      answer: healthSchema,
    });
    if (!result.ok) return unreached(result.fault);
    const certificate = await checkCertificate(channel, trust, now());
    return [
      row('channel', 'good', 'good', { channel }),
      certificate,
      result.value.realtime
        ? row('headquarters', 'good', 'good')
        : row('headquarters', 'failed', 'unreachable'),
      await checkClock(channel, trust, now),
    ];
  } finally {
    line.close();
  }
}

/** A channel that is not believed was reached; what is wrong is its certificate, or its key. */
function unreached({ code, data }: Fault): Row[] {
  const reason = String(data['reason'] ?? data['why'] ?? data['status'] ?? '');
  const said = { 'channel.pin': 'pin', 'channel.certificate': 'refused' };
  const untrusted = code === 'channel.pin' || code === 'channel.certificate' ? said[code] : null;
  return [
    untrusted === null
      ? row('channel', 'failed', 'unreachable', { code, reason })
      : row('channel', 'skipped', 'untrusted'),
    untrusted === null
      ? row('certificate', 'skipped', 'noLine')
      : row('certificate', 'failed', reason === 'CERT_HAS_EXPIRED' ? 'expired' : untrusted, {
          reason,
        }),
    ...skipped('headquarters', 'clock'),
  ];
}

const skipped = (...names: ('certificate' | 'headquarters' | 'clock')[]): Row[] =>
  names.map((name) => row(name, 'skipped', 'noLine'));

/** Until when the certificate holds; one that is not believed is told by the call. */
async function checkCertificate(
  channel: string,
  { authorities }: Trust,
  now: string,
): Promise<Row> {
  const url = new URL(channel);
  if (url.protocol !== 'https:') return row('certificate', 'good', 'thisMachine');
  const until = await new Promise<string | null>((resolve) => {
    const host = url.hostname.replaceAll(/[[\]]/g, '');
    const ca = authorities === null ? {} : { ca: [...rootCertificates, authorities] };
    const socket = connectTls(
      { host, servername: host, port: Number(url.port || 443), ...ca },
      () => {
        resolve(socket.getPeerCertificate().valid_to);
        socket.destroy();
      },
    );
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on('error', () => resolve(null));
    socket.on('close', () => resolve(null));
  });
  if (until === null) return row('certificate', 'skipped', 'noLine');
  const days = Math.floor((Date.parse(until) - Date.parse(now)) / dayMs);
  return row('certificate', days < soonDays ? 'warning' : 'good', 'until', { days });
}

/** By the time that the channel's answers carry (HTTP's Date, to the second). */
async function checkClock(channel: string, trust: Trust, now: () => string): Promise<Row> {
  const url = new URL(channelPaths.health, channel);
  const date = await new Promise<string | undefined>((resolve) => {
    const isSafe = url.protocol === 'https:';
    const asked = isSafe
      ? safeRequest(url, { agent: trustingAgent(trust), timeout: patienceMs })
      : plainRequest(url, { timeout: patienceMs });
    asked.on('response', (response) => {
      response.resume();
      resolve(response.headers.date);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
  if (date === undefined) return row('clock', 'skipped', 'noLine');
  const ahead = Date.parse(now()) - Date.parse(date);
  const facts = { seconds: Math.round(ahead / 1000) };
  return isClockOff(ahead)
    ? row('clock', 'failed', 'off', facts)
    : row('clock', 'good', 'good', facts);
}
