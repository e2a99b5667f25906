/** JSON that was written by this program and is read back: a shape that does not fit is damage, so it throws. */
import { z } from 'zod';

/** The value of the text by its schema. `what` names it in the failure. */
export function parsed<T>(schema: z.ZodType<T>, text: string, what: string): T {
  const value = schema.safeParse(JSON.parse(text));
  if (!value.success) {
    throw new Error(`${what} in the database does not fit: ${z.prettifyError(value.error)}`);
  }
  return value.data;
}
