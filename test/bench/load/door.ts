/** The doors of a service as a caller under load knocks at them: connections kept alive, as little work as possible on this side. */
import { Agent, request } from 'node:http';
import { wireHeader, wireVersion } from '../../../shared/wire/register.ts';

export type Told = {
  readonly status: number;
  /** Seconds after which to come again; null where nothing was said. */
  readonly retryAfter: number | null;
  readonly body: unknown;
};
export type Door = {
  /** Sends the body, JSON text or what becomes it; GET without one. */
  readonly call: (path: string, body?: unknown, token?: string) => Promise<Told>;
  readonly close: () => void;
};

/** `most`: connections at once; requests above that wait on this side. */
export function openDoor(urls: readonly string[], token: string, most = 256): Door {
  const agent = new Agent({ keepAlive: true, maxSockets: most, scheduling: 'fifo' });
  let sent = 0;
  const once = (path: string, body: unknown, as: string): Promise<Told> =>
    new Promise((resolve, reject) => {
      const url = new URL(path, urls[sent % urls.length]);
      sent += 1;
      const text =
        body === undefined
          ? undefined
          : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      const asked = request(url, {
        agent,
        method: text === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${as}`,
          [wireHeader]: String(wireVersion),
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': text.length }),
        },
      });
      asked.on('error', reject);
      asked.on('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const after = answer.headers['retry-after'];
          const told = Buffer.concat(parts).toString();
          resolve({
            status: answer.statusCode ?? 0,
            retryAfter: after === undefined ? null : Number(after),
            body: told === '' ? null : (JSON.parse(told) as unknown),
          });
        });
      });
      asked.end(text);
    });
  /** As the register does: a kept-alive connection that the other side closed in the same moment is no answer. */
  const call = async (path: string, body?: unknown, as = token): Promise<Told> => {
    try {
      return await once(path, body, as);
    } catch (error) {
      const wasReset = error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
      if (!wasReset) throw error;
      return once(path, body, as);
    }
  };
  return { call, close: () => agent.destroy() };
}
