import { EventEmitter } from 'node:events';
import { makeCodec } from './codec.ts';
import { gap } from './gap.ts';
import type { FromPreload, ToPreload } from './page/messages.ts';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

const codec = makeCodec();
const handlers = new Map<string, Handler>();

function handle(channel: string, handler: Handler): void {
  if (handlers.has(channel))
    throw new Error(`Attempted to register a second handler for '${channel}'`);
  if (typeof handler !== 'function') {
    throw new Error(`Expected handler to be a function, but found type '${typeof handler}'`);
  }
  handlers.set(channel, handler);
}

/** Electron's `ipcMain`. */
export const ipcMain = gap(
  'ipcMain',
  Object.assign(new EventEmitter(), {
    handle,
    handleOnce(channel: string, handler: Handler): void {
      handle(channel, (event, ...args) => {
        handlers.delete(channel);
        return handler(event, ...args);
      });
    },
    removeHandler(channel: string): void {
      handlers.delete(channel);
    },
  }),
);

/** The message that makes `ipcRenderer.on(channel)` listeners hear `args`; throws what cannot be cloned. */
export function messageToPreload(channel: string, args: readonly unknown[]): ToPreload {
  return { kind: 'send', channel, args: codec.encode(args) };
}

/** Brings a message of the preload to `ipcMain`; the answer is there for `invoke` only. */
export async function receiveFromPreload(
  message: FromPreload,
  event: object,
): Promise<ToPreload | undefined> {
  if (message.kind === 'send') {
    ipcMain.emit(message.channel, event, ...(codec.decode(message.args) as unknown[]));
    return undefined;
  }
  return message.kind === 'invoke'
    ? answer(message.id, message.channel, message.args, event)
    : undefined;
}

async function answer(
  id: number,
  channel: string,
  args: string,
  event: object,
): Promise<ToPreload> {
  const handler = handlers.get(channel);
  const failed = (error: unknown): ToPreload => {
    return {
      kind: 'failure',
      id,
      message: `Error invoking remote method '${channel}': ${String(error)}`,
    };
  };
  if (handler === undefined) return failed(new Error(`No handler registered for '${channel}'`));
  try {
    const value = await handler(event, ...(codec.decode(args) as unknown[]));
    return { kind: 'reply', id, value: codec.encode(value) };
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    return failed(error);
  }
}
