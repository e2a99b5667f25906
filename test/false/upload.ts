/** A line before a real channel that hands each upload on three times, out of order, with one entry damaged. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { channelPaths } from '../../shared/wire/register.ts';
import { pushSchema, type Push } from '../../shared/wire/journal.ts';

export type BadUpload = {
  readonly url: string;
  /** Hands on all of it once more, undamaged and out of order, in the register's name. */
  readonly again: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `hurts` says of an entry's content whether it is the one that is damaged. */
export async function openBadUpload(
  channel: string,
  hurts: (content: string) => boolean,
): Promise<BadUpload> {
  const uploads: { readonly headers: HeadersInit; readonly push: Push }[] = [];
  const ask = async (path: string, method: string, headers: HeadersInit, body: BodyInit | null) =>
    fetch(`${channel}${path}`, { method, headers, body });
  const hand = async (headers: HeadersInit, push: Push): Promise<Response> =>
    ask(channelPaths.push, 'POST', headers, JSON.stringify(push));
  const server = createServer((request, answer) => {
    const relay = async (): Promise<Response> => {
      const { url = '/', method = 'GET' } = request;
      const body = await bodyOf(request);
      const headers = kept(request.headers);
      if (!url.startsWith(channelPaths.push))
        return ask(url, method, headers, method === 'GET' ? null : body);
      const push = pushSchema.parse(JSON.parse(body));
      if (push.entries.length === 0) return hand(headers, push);
      uploads.push({ headers, push });
      const entries = push.entries
        .map((entry) =>
          hurts(entry.content)
            ? { ...entry, content: entry.content.replace('"total":', '"t\u0000tal":') }
            : entry,
        )
        .toReversed();
      const bad = { ...push, entries };
      await hand(headers, bad);
      await hand(headers, { ...push, entries: entries.toReversed() });
      return hand(headers, bad);
    };
    relay()
      .then(async (heard) => {
        answer.writeHead(heard.status, { 'content-type': 'application/json' });
        answer.end(Buffer.from(await heard.arrayBuffer()));
      })
      // The other end was cut: so is this one.
      .catch(() => request.socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a line needs a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    again: async () => {
      for (const { headers, push } of uploads) {
        const heard = await hand(headers, { ...push, entries: push.entries.toReversed() });
        if (!heard.ok) throw new Error(`the channel answered ${heard.status}`);
      }
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const raw = await buffer(request);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString();
}

const kept = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    ['authorization', 'content-type', 'holdfast-wire'].flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value] as const] : [];
    }),
  );
