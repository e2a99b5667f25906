/** Turns values into text and back under the rules of Electron's IPC (the structured clone algorithm). */
export interface Codec {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/**
 * The codec of both ends. Functions and symbols throw `An object could not be cloned.`, prototypes are dropped, cycles
 * and shared references survive. Self-contained, for it also runs in the page (page/source.ts).
 */
export function makeCodec(): Codec {
  const typedArrays = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
  };
  const errors = { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };
  const uncloneable = (): Error => new Error('An object could not be cloned.');

  function toBase64(bytes: Uint8Array): string {
    let binary = '';
    for (let at = 0; at < bytes.length; at += 32_768) {
      binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    }
    return btoa(binary);
  }
  function fromBase64(text: string): ArrayBuffer {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
  }
  function viewBytes(view: ArrayBufferView): string {
    return toBase64(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }

  /** Whether JSON alone brings it over whole: nothing stands in it twice, and nothing that JSON does not know. */
  function isJson(value: unknown, seen: Set<object>): boolean {
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
    if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
    if (typeof value !== 'object' || seen.has(value)) return false;
    seen.add(value);
    if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at += 1) if (!isJson(value[at], seen)) return false;
      return true;
    }
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    for (const inner of Object.values(value)) if (!isJson(inner, seen)) return false;
    return true;
  }

  /** Tagged tuples: [tag, reference number, ...parts]; plain JSON values stand for themselves. */
  function encodeValue(value: unknown, references: Map<object, number>): unknown {
    if (typeof value === 'undefined') return ['undefined'];
    if (typeof value === 'bigint') return ['bigint', String(value)];
    if (typeof value === 'number') {
      if (Number.isFinite(value) && !Object.is(value, -0)) return value;
      return ['number', Object.is(value, -0) ? '-0' : String(value)];
    }
    if (typeof value !== 'object' || value === null) return value;
    const known = references.get(value);
    if (known !== undefined) return ['reference', known];
    const id = references.size;
    references.set(value, id);
    const nested = (inner: unknown): unknown => encodeValue(inner, references);
    if (Array.isArray(value)) return ['array', id, Array.from(value, nested)];
    if (value instanceof Date) return ['date', id, nested(value.getTime())];
    if (value instanceof RegExp) return ['regexp', id, value.source, value.flags];
    if (value instanceof Map)
      return ['map', id, [...value].map(([key, inner]) => [nested(key), nested(inner)])];
    if (value instanceof Set) return ['set', id, [...value].map(nested)];
    if (value instanceof ArrayBuffer) return ['buffer', id, toBase64(new Uint8Array(value))];
    if (value instanceof DataView) return ['view', id, viewBytes(value)];
    if (ArrayBuffer.isView(value)) return ['typed', id, value.constructor.name, viewBytes(value)];
    if (value instanceof Error) return ['error', id, value.name, value.message, value.stack];
    if (Object.prototype.toString.call(value) !== '[object Object]') throw uncloneable();
    return ['object', id, Object.entries(value).map(([key, inner]) => [key, nested(inner)])];
  }

  function decodeValue(encoded: unknown, references: unknown[]): unknown {
    if (!Array.isArray(encoded)) return encoded;
    const [tag, id, ...parts] = encoded as [string, number, ...unknown[]];
    const keep = <T>(value: T): T => {
      references[id] = value;
      return value;
    };
    const nested = (inner: unknown): unknown => decodeValue(inner, references);
    const text = (at: number): string => String(parts[at]);
    const pairs = (): [unknown, unknown][] => parts[0] as [unknown, unknown][];
    switch (tag) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(id);
      case 'number':
        return Number(id);
      case 'reference':
        return references[id];
      case 'array': {
        const array = keep<unknown[]>([]);
        for (const inner of parts[0] as unknown[]) array.push(nested(inner));
        return array;
      }
      case 'date':
        return keep(new Date(nested(parts[0]) as number));
      case 'regexp':
        return keep(new RegExp(text(0), text(1)));
      case 'map': {
        const map = keep(new Map<unknown, unknown>());
        for (const [key, inner] of pairs()) map.set(nested(key), nested(inner));
        return map;
      }
      case 'set': {
        const set = keep(new Set<unknown>());
        for (const inner of parts[0] as unknown[]) set.add(nested(inner));
        return set;
      }
      case 'buffer':
        return keep(fromBase64(text(0)));
      case 'view':
        return keep(new DataView(fromBase64(text(0))));
      case 'typed':
        return keep(new typedArrays[text(0) as keyof typeof typedArrays](fromBase64(text(1))));
      case 'error': {
        const Kind = errors[text(0) as keyof typeof errors] ?? Error;
        const error = keep(new Kind(text(1)));
        if (typeof parts[2] === 'string') error.stack = parts[2];
        return error;
      }
      case 'object': {
        const object = keep({});
        for (const [key, inner] of pairs()) {
          // defineProperty and not assignment: a key named __proto__ must stay a plain property.
          Object.defineProperty(object, String(key), {
            value: nested(inner),
            writable: true,
            enumerable: true,
            configurable: true,
          });
        }
        return object;
      }
      default:
        throw new Error(`electron stand-in: unknown codec tag ${tag}`);
    }
  }

  return {
    encode(value) {
      // What JSON knows goes as it is, behind a mark that no JSON text begins with: the tuples take many times longer on both sides.
      if (isJson(value, new Set())) return `=${JSON.stringify(value)}`;
      let clone: unknown;
      try {
        clone = structuredClone(value);
      } catch {
        throw uncloneable();
      }
      return JSON.stringify(encodeValue(clone, new Map()));
    },
    decode: (text): unknown =>
      text.startsWith('=') ? JSON.parse(text.slice(1)) : decodeValue(JSON.parse(text), []),
  };
}
