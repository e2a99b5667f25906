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
    const parts: unknown[] = [];
    let isSame = before.length === now.length;
    for (let at = 0; at < now.length; at += 1) {
      const part = sharing(before[at], now[at]);
      isSame &&= part === before[at];
      parts.push(part);
    }
    return isSame ? before : parts;
  }
  if (!isPlain(before) || !isPlain(now)) return now;
  // Every picture of a long sale comes through here: a copy is begun only where something is different.
  const keys = Object.keys(now);
  let parts: [string, unknown][] | null = keys.length === Object.keys(before).length ? null : [];
  for (const [at, key] of keys.entries()) {
    const part = sharing(before[key], now[key]);
    if (parts === null && !(Object.hasOwn(before, key) && Object.is(part, before[key])))
      parts = keys.slice(0, at).map((same) => [same, before[same]]);
    parts?.push([key, part]);
  }
  return parts === null ? before : Object.fromEntries(parts);
}
