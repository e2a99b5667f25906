/** JSON that was written by this program and is read back: a shape that does not fit is damage, so it throws. */
import { z } from 'zod';

const latest = new WeakMap<object, { readonly text: string; readonly value: unknown }>();

/** Like `parsed`, for what is read with each command and seldom written: the same text is read once. Nobody may change the value. */
export function parsedOnce<T>(schema: z.ZodType<T>, text: string, what: string): T {
  const before = latest.get(schema);
  // What lies under a schema came out of it.
  if (before?.text === text) return before.value as T;
  const value = parsed(schema, text, what);
  latest.set(schema, { text, value });
  return value;
}

/** The value of the text by its schema. `what` names it in the failure. */
export function parsed<T>(schema: z.ZodType<T>, text: string, what: string): T {
  const value = schema.safeParse(JSON.parse(text));
  if (!value.success) {
    throw new Error(`${what} in the database does not fit: ${z.prettifyError(value.error)}`);
  }
  return value.data;
}
