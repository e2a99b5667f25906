/**
 * A value on its way between the page's own world and the preload's isolated world. Functions and promises travel as
 * numbers; `v` values are cloned by Blink when `event.detail` is read from the other world.
 */
type Crossing =
  | readonly ['v', unknown]
  | readonly ['error', string]
  | readonly ['array', readonly Crossing[]]
  | readonly ['object', readonly (readonly [string, Crossing])[]]
  | readonly ['function', number]
  | readonly ['promise', number];

interface CallMessage {
  readonly id: number;
  readonly reply: number;
  readonly args: readonly Crossing[];
}

interface Outcome {
  readonly id: number;
  readonly ok: boolean;
  readonly value: Crossing;
}

/** One end of contextBridge. */
export interface BridgeEnd {
  emit(type: string, detail: unknown): void;
  on(type: string, listener: (detail: unknown) => void): void;
  pack(value: unknown): Crossing;
  unpack(crossing: Crossing): unknown;
}

export type MakeBridgeEnd = (secret: string, own: string, other: string) => BridgeEnd;

/**
 * Both ends of contextBridge, over custom events on `window` whose names hold a secret. Dispatching is synchronous, so
 * calls and return values are, as in Electron. Self-contained: its source runs in the page.
 */
export function makeBridgeEnd(secret: string, own: string, other: string): BridgeEnd {
  // Taken now: the page may replace its globals later.
  const Custom = CustomEvent;
  const dispatch = window.dispatchEvent.bind(window);
  const listen = window.addEventListener.bind(window);
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const functionIds = new WeakMap<object, number>();
  const promises = new Map<
    number,
    { resolve(value: unknown): void; reject(reason: unknown): void }
  >();
  const returns = new Map<number, Outcome>();
  let lastId = 0;

  const emit = (type: string, detail: unknown): void => {
    dispatch(new Custom(`${secret}:${other}:${type}`, { detail }));
  };
  const on = (type: string, listener: (detail: unknown) => void): void => {
    listen(`${secret}:${own}:${type}`, (event) => {
      event.stopImmediatePropagation();
      listener((event as CustomEvent<unknown>).detail);
    });
  };
  const asError = (reason: unknown): Error =>
    reason instanceof Error ? reason : new Error(String(reason));

  /** Plain to the bottom: Blink's own clone brings it over. */
  function isPlain(value: unknown, depth: number): boolean {
    if (typeof value === 'symbol' || typeof value === 'function' || depth > 100) return false;
    if (typeof value !== 'object' || value === null) return true;
    if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return false;
    for (const inner of Object.values(value)) if (!isPlain(inner, depth + 1)) return false;
    return true;
  }

  function pack(value: unknown, path: readonly unknown[] = []): Crossing {
    if (path.length === 0 && isPlain(value, 0)) return ['v', value];
    if (path.length > 1000 || path.includes(value)) {
      throw new Error(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      );
    }
    if (typeof value === 'function') {
      const id = functionIds.get(value) ?? ++lastId;
      functionIds.set(value, id);
      functions.set(id, (...args) => Reflect.apply(value, undefined, args) as unknown);
      return ['function', id];
    }
    if (typeof value === 'symbol') throw new TypeError('Symbols cannot cross the contextBridge');
    if (typeof value !== 'object' || value === null) return ['v', value];
    if (value instanceof Promise) {
      const id = ++lastId;
      value.then(
        (result: unknown) => emit('settle', { id, ok: true, value: pack(result) }),
        (reason: unknown) => emit('settle', { id, ok: false, value: pack(reason) }),
      );
      return ['promise', id];
    }
    if (value instanceof Error) return ['error', value.message];
    const deeper = [...path, value];
    if (Array.isArray(value)) return ['array', value.map((inner: unknown) => pack(inner, deeper))];
    if (Object.prototype.toString.call(value) === '[object Object]') {
      return [
        'object',
        Object.entries(value).map(([key, inner]) => [key, pack(inner, deeper)] as const),
      ];
    }
    return ['v', value];
  }

  function unpack(crossing: Crossing): unknown {
    switch (crossing[0]) {
      case 'v':
        return crossing[1];
      case 'error':
        return new Error(crossing[1]);
      case 'array':
        return crossing[1].map(unpack);
      case 'object':
        return Object.fromEntries(crossing[1].map(([key, inner]) => [key, unpack(inner)]));
      case 'promise': {
        const { promise, resolve, reject } = Promise.withResolvers<unknown>();
        promises.set(crossing[1], { resolve, reject });
        return promise;
      }
      case 'function': {
        const id = crossing[1];
        return (...args: unknown[]) => call(id, args);
      }
    }
  }

  function call(id: number, args: readonly unknown[]): unknown {
    const reply = ++lastId;
    emit('call', { id, reply, args: args.map((argument) => pack(argument)) });
    const outcome = returns.get(reply);
    returns.delete(reply);
    if (outcome === undefined) throw new Error('electron stand-in: the other world did not answer');
    if (!outcome.ok) throw unpack(outcome.value);
    return unpack(outcome.value);
  }

  on('call', (detail) => {
    const { id, reply, args } = detail as CallMessage;
    let outcome: Outcome;
    try {
      outcome = { id: reply, ok: true, value: pack(functions.get(id)?.(...args.map(unpack))) };
    } catch (error) {
      outcome = { id: reply, ok: false, value: pack(asError(error)) };
    }
    emit('return', outcome);
  });
  on('return', (detail) => {
    const outcome = detail as Outcome;
    returns.set(outcome.id, outcome);
  });
  on('settle', (detail) => {
    const { id, ok, value } = detail as Outcome;
    const waiting = promises.get(id);
    promises.delete(id);
    if (ok) waiting?.resolve(unpack(value));
    else waiting?.reject(unpack(value));
  });
  return { emit, on, pack, unpack };
}
