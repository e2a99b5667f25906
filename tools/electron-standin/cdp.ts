import { EventEmitter } from 'node:events';
import type { CdpCommands, CdpEvents } from './cdp-protocol.ts';

type Method = keyof CdpCommands;

/** One conversation over the Chrome DevTools Protocol: with the browser or with one page. */
export interface CdpSession extends EventEmitter<CdpEvents> {
  send<M extends Method>(
    method: M,
    parameters: CdpCommands[M]['parameters'],
  ): Promise<CdpCommands[M]['result']>;
}

/** The connection to a browser; it is itself the conversation with the browser. */
export interface CdpConnection extends CdpSession {
  session(sessionId: string): CdpSession;
}

interface CdpMessage {
  id?: number;
  method?: string;
  params?: object;
  sessionId?: string;
  result?: object;
  error?: { message: string };
}

interface Pending {
  resolve(result: object): void;
  reject(error: Error): void;
}

/** Raised for every command that the browser refuses or can no longer answer. */
export class CdpError extends Error {}

/** Connects to the browser's DevTools address (`ws://...`). */
export async function connectCdp(address: string): Promise<CdpConnection> {
  const socket = new WebSocket(address);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new CdpError(`no connection to ${address}`));
  });
  const pending = new Map<number, Pending>();
  const sessions = new Map<string, CdpSession>();
  let lastId = 0;

  function conversation(sessionId: string | undefined): CdpSession {
    const send = <M extends Method>(
      method: M,
      params: CdpCommands[M]['parameters'],
    ): Promise<CdpCommands[M]['result']> =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) {
          reject(new CdpError(`${method}: the connection is closed`));
          return;
        }
        const id = ++lastId;
        pending.set(id, {
          resolve: (result) => resolve(result as CdpCommands[M]['result']),
          reject: (error) => reject(new CdpError(`${method}: ${error.message}`)),
        });
        socket.send(JSON.stringify({ id, method, params, sessionId }));
      });
    return Object.assign(new EventEmitter<CdpEvents>().setMaxListeners(0), { send });
  }

  const browser: CdpConnection = Object.assign(conversation(undefined), {
    session(sessionId: string) {
      const session = sessions.get(sessionId) ?? conversation(sessionId);
      sessions.set(sessionId, session);
      return session;
    },
  });

  socket.onmessage = (event) => {
    const message = JSON.parse(String(event.data)) as CdpMessage;
    if (message.id !== undefined) {
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      if (message.error) waiting?.reject(new Error(message.error.message));
      else waiting?.resolve(message.result ?? {});
      return;
    }
    const receiver: EventEmitter | undefined =
      message.sessionId === undefined ? browser : sessions.get(message.sessionId);
    if (message.method !== undefined) receiver?.emit(message.method, message.params ?? {});
  };
  socket.onclose = () => {
    for (const waiting of pending.values()) waiting.reject(new Error('the connection is closed'));
    pending.clear();
    browser.emit('closed');
  };
  return browser;
}

/** For commands whose page may be gone by the time they arrive: only that failure is none. */
export function ignoreGone(error: unknown): void {
  if (!(error instanceof CdpError)) throw error;
}
