import type { Codec } from '../codec.ts';
import type { gap } from '../gap.ts';
import type { MakeBridgeEnd } from './bridge.ts';
import type { PageEmitter } from './emitter.ts';
import type { FromPreload, PreloadFacts, ToPreload } from './messages.ts';

declare global {
  // The binding that Chromium adds to the isolated world, and the function the main process calls there.
  var __standinSend: ((payload: string) => void) | undefined;
  var __standinReceive: ((message: ToPreload) => void) | undefined;
}

/** The parts of the stand-in that are brought into the page beside this function. */
export interface PreloadParts {
  readonly gap: typeof gap;
  readonly codec: Codec;
  readonly makeEmitter: () => PageEmitter;
  readonly makeBridgeEnd: MakeBridgeEnd;
}

/** The preload script as a function of the names that Electron's sandbox gives it. */
export type PreloadScript = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: object,
) => void;

/** Runs in the isolated world: what a sandboxed preload finds there, then the preload itself. Self-contained. */
export function preloadWorld(
  secret: string,
  facts: PreloadFacts,
  parts: PreloadParts,
  script: PreloadScript,
): void {
  if (window !== window.top) return;
  const { gap, codec, makeEmitter, makeBridgeEnd } = parts;
  const native = globalThis.__standinSend;
  if (native === undefined)
    throw new Error('electron stand-in: the isolated world has no way to the main process');
  globalThis.__standinSend = undefined;
  const post = (message: FromPreload): void => native(JSON.stringify(message));

  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  const emitter = makeEmitter();
  const ipcRenderer = gap('ipcRenderer', {
    ...emitter,
    send(channel: string, ...args: unknown[]) {
      post({ kind: 'send', channel, args: codec.encode(args) });
    },
    // Async, so that an argument that cannot be cloned rejects instead of throwing.
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const encoded = codec.encode(args);
      const id = ++lastId;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      waiting.set(id, { resolve, reject });
      post({ kind: 'invoke', id, channel, args: encoded });
      return promise;
    },
  });

  globalThis.__standinReceive = (message) => {
    if (message.kind === 'send') {
      emitter.emit(
        message.channel,
        { sender: ipcRenderer, ports: [] },
        ...(codec.decode(message.args) as unknown[]),
      );
      return;
    }
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'reply') caller?.resolve(codec.decode(message.value));
    else caller?.reject(new Error(message.message));
  };

  const bridge = makeBridgeEnd(secret, 'preload', 'page');
  let exposed: { error: string | null } | undefined;
  bridge.on('exposed', (detail) => {
    exposed = detail as { error: string | null };
  });
  const contextBridge = gap('contextBridge', {
    exposeInMainWorld(key: string, api: unknown) {
      exposed = undefined;
      bridge.emit('expose', { key, tree: bridge.pack(api) });
      if (exposed === undefined)
        throw new Error('electron stand-in: the page did not answer contextBridge');
      const { error } = exposed as { error: string | null };
      if (error !== null) throw new Error(error);
    },
  });

  const electron = gap('electron (in the preload)', { contextBridge, ipcRenderer });
  const sandboxedProcess = gap('process (in the preload)', {
    type: 'renderer',
    platform: facts.platform,
    arch: facts.arch,
    versions: facts.versions,
    version: `v${facts.versions['node'] ?? ''}`,
    argv: facts.argv,
    env: {},
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
  });
  const modules: Record<string, unknown> = {
    electron,
    'electron/renderer': electron,
    timers: { setTimeout, setInterval, clearTimeout, clearInterval },
    url: { URL, URLSearchParams },
  };
  const require = (name: string): unknown => {
    const plain = name.replace(/^node:/, '');
    if (!Object.hasOwn(modules, plain)) throw new Error(`module not found: ${name}`);
    return modules[plain];
  };
  const module = { exports: {} };
  try {
    script(require, module, module.exports, sandboxedProcess);
  } catch (error) {
    console.error(`Unable to load preload script: ${facts.preload}`);
    console.error(error);
    const known = error instanceof Error ? error : new Error(String(error));
    post({ kind: 'preload-error', message: known.message, stack: known.stack ?? null });
  }
}
