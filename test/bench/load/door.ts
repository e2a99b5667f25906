/**
 * The doors of a service as a caller under load knocks at them: connections kept alive, and as little work on this side as a load generator
 * of PostgreSQL has. It speaks just the HTTP that the services answer: a status, headers with `content-length`, a body.
 */
import { connect, type Socket } from 'node:net';
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

type Asked = {
  readonly request: string;
  readonly answer: (told: Told) => void;
  readonly fail: (error: Error) => void;
  /** Sent again once: a kept-alive connection that the other side closed in the same moment is no answer. */
  again: boolean;
};

/** `most`: connections at once to all of them; requests above that wait on this side. */
export function openDoor(urls: readonly string[], token: string, most = 256): Door {
  const each = Math.max(1, Math.floor(most / urls.length));
  const doors = urls.map((url) => oneDoor(new URL(url), each));
  let sent = 0;
  const call = (path: string, body?: unknown, as = token): Promise<Told> => {
    const door = doors[sent % doors.length];
    sent += 1;
    if (door === undefined) throw new Error('no service to knock at');
    return door.call(path, body, as);
  };
  return { call, close: () => doors.forEach((door) => door.close()) };
}

type OneDoor = {
  readonly call: (path: string, body: unknown, as: string) => Promise<Told>;
  readonly close: () => void;
};

function oneDoor({ hostname, port }: URL, most: number): OneDoor {
  const idle: Line[] = [];
  const waiting: Asked[] = [];
  const open = new Set<Line>();
  const send = (asked: Asked): void => {
    const line = idle.pop();
    if (line) line.ask(asked);
    else if (open.size >= most) waiting.push(asked);
    else {
      const made: Line = openLine(connect({ host: hostname, port: Number(port) }), {
        free: () => {
          const next = waiting.shift();
          if (next) made.ask(next);
          else idle.push(made);
        },
        gone: (unanswered, error) => {
          open.delete(made);
          if (idle.includes(made)) idle.splice(idle.indexOf(made), 1);
          if (unanswered?.again === false) send(Object.assign(unanswered, { again: true }));
          else unanswered?.fail(error);
        },
      });
      open.add(made);
      made.ask(asked);
    }
  };
  const call = (path: string, body: unknown, as: string): Promise<Told> =>
    new Promise((answer, fail) => {
      const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      const typed =
        text === ''
          ? ''
          : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`;
      const request =
        `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n` +
        `authorization: Bearer ${as}\r\n${wireHeader}: ${wireVersion}\r\n${typed}\r\n${text}`;
      send({ request, answer, fail, again: false });
    });
  return { call, close: () => open.forEach((line) => line.close()) };
}

type Line = { readonly ask: (asked: Asked) => void; readonly close: () => void };

/** A connection with one request at a time. */
function openLine(
  socket: Socket,
  on: {
    readonly free: () => void;
    readonly gone: (unanswered: Asked | null, error: Error) => void;
  },
): Line {
  let asked: Asked | null = null;
  let got = Buffer.alloc(0);
  let why = new Error('the connection was closed');
  socket.setNoDelay(true);
  socket.on('data', (part) => {
    got = got.length === 0 ? Buffer.from(part) : Buffer.concat([got, part]);
    const read = readAnswer(got);
    if (read === undefined || asked === null) return;
    got = Buffer.alloc(0);
    const { answer } = asked;
    asked = null;
    on.free();
    answer(read);
  });
  socket.on('error', (error) => {
    why = error;
  });
  socket.on('close', () => on.gone(asked, why));
  return {
    ask: (next) => {
      asked = next;
      socket.write(next.request);
    },
    close: () => socket.destroy(),
  };
}

/** The answer when all of it is here. */
function readAnswer(got: Buffer): Told | undefined {
  const end = got.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = got.toString('latin1', 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer of unknown length: ${head.slice(0, 300)}`);
  if (got.length < end + 4 + Number(length)) return undefined;
  const after = /\r\nretry-after: (\d+)/i.exec(head)?.[1];
  const text = got.toString('utf8', end + 4);
  return {
    status: Number(head.slice(9, 12)),
    retryAfter: after === undefined ? null : Number(after),
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}
