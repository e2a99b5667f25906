/**
 * Wraps an object so that a name it does not have throws instead of being `undefined`: what Electron has and the
 * stand-in has not must fail where it is called. Self-contained, for it also runs in the page (page/source.ts).
 */
export function gap<T extends object>(name: string, target: T): T {
  // Runtimes, inspectors and test tools look these up on anything they are shown.
  const probed = new Set([
    'then',
    'toJSON',
    'default',
    'inspect',
    'nodeType',
    'asymmetricMatch',
    '$$typeof',
    '__esModule',
  ]);
  return new Proxy(target, {
    get(object, key, receiver): unknown {
      if (typeof key === 'string' && !(key in object) && !probed.has(key)) {
        throw new Error(`electron stand-in: ${name}.${key} is not implemented`);
      }
      return Reflect.get(object, key, receiver);
    },
  });
}
