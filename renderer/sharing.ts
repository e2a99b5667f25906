/** One picture after another with what stayed the same in both being one object, so that what draws only that need not be drawn again. */

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** `now`, with every part that equals that of `before` replaced by it; `before` itself where nothing is different. For plain data without cycles. */
export function sharing<T>(before: unknown, now: T): T;
export function sharing(before: unknown, now: unknown): unknown {
  if (Object.is(before, now)) return before;
  if (isList(before) && isList(now)) {
    const parts = now.map((part, at) => sharing(before[at], part));
    const isSame = before.length === parts.length && parts.every((part, at) => part === before[at]);
    return isSame ? before : parts;
  }
  if (!isPlain(before) || !isPlain(now)) return now;
  const keys = Object.keys(now);
  const parts = Object.fromEntries(keys.map((key) => [key, sharing(before[key], now[key])]));
  const isSame =
    keys.length === Object.keys(before).length &&
    keys.every((key) => Object.hasOwn(before, key) && parts[key] === before[key]);
  return isSame ? before : parts;
}
