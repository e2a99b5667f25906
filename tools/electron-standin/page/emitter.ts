type Listener = (...args: unknown[]) => void;

/** The part of Node's EventEmitter that `ipcRenderer` shows. */
export interface PageEmitter {
  on(name: string, listener: Listener): PageEmitter;
  once(name: string, listener: Listener): PageEmitter;
  off(name: string, listener: Listener): PageEmitter;
  addListener(name: string, listener: Listener): PageEmitter;
  removeListener(name: string, listener: Listener): PageEmitter;
  removeAllListeners(name?: string): PageEmitter;
  emit(name: string, ...args: unknown[]): boolean;
  listenerCount(name: string): number;
}

/** An event emitter for the preload's world. Self-contained: its source runs in the page. */
export function makeEmitter(): PageEmitter {
  const listeners = new Map<string, { call: Listener; given: Listener }[]>();
  const add = (name: string, call: Listener, given: Listener): PageEmitter => {
    const list = listeners.get(name) ?? [];
    listeners.set(name, list);
    list.push({ call, given });
    return emitter;
  };
  const remove = (name: string, listener: Listener): PageEmitter => {
    const list = listeners.get(name) ?? [];
    const at = list.findLastIndex((entry) => entry.given === listener);
    if (at >= 0) list.splice(at, 1);
    return emitter;
  };
  const emitter: PageEmitter = {
    on: (name, listener) => add(name, listener, listener),
    addListener: (name, listener) => add(name, listener, listener),
    once(name, listener) {
      const call: Listener = (...args) => {
        remove(name, listener);
        listener(...args);
      };
      return add(name, call, listener);
    },
    off: remove,
    removeListener: remove,
    removeAllListeners(name) {
      if (name === undefined) listeners.clear();
      else listeners.delete(name);
      return emitter;
    },
    emit(name, ...args) {
      const list = [...(listeners.get(name) ?? [])];
      for (const entry of list) entry.call(...args);
      return list.length > 0;
    },
    listenerCount: (name) => listeners.get(name)?.length ?? 0,
  };
  return emitter;
}
