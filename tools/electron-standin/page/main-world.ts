import type { MakeBridgeEnd } from './bridge.ts';

type Tree = Parameters<ReturnType<MakeBridgeEnd>['unpack']>[0];

/** Runs in the page's own world before its first script and puts there what the preload exposes. Self-contained. */
export function mainWorld(secret: string, makeBridgeEnd: MakeBridgeEnd): void {
  if (window !== window.top) return;
  const bridge = makeBridgeEnd(secret, 'page', 'preload');

  function freeze(value: unknown): unknown {
    if (
      typeof value === 'object' &&
      value !== null &&
      !ArrayBuffer.isView(value) &&
      !Object.isFrozen(value)
    ) {
      Object.freeze(value);
      Object.values(value).forEach(freeze);
    }
    return value;
  }

  bridge.on('expose', (detail) => {
    const { key, tree } = detail as { key: string; tree: Tree };
    if (key in window) {
      bridge.emit('exposed', {
        error: 'Cannot bind an API on top of an existing property on the window object',
      });
      return;
    }
    const value = freeze(bridge.unpack(tree));
    Object.defineProperty(window, key, {
      value,
      enumerable: true,
      writable: false,
      configurable: false,
    });
    bridge.emit('exposed', { error: null });
  });
}
