/** Validates what comes over the bridge before anything is done with it. */
import type { z } from 'zod';
import { fail, type Result } from '../../shared/fault.ts';

/** Validates one message. Fault: bridge.malformed, naming where. */
export async function answer<T, R>(
  schema: z.ZodType<T>,
  message: unknown,
  handle: (value: T) => Promise<Result<R>>,
): Promise<Result<R>> {
  const parsed = schema.safeParse(message);
  if (!parsed.success) {
    return fail('bridge.malformed', { at: parsed.error.issues[0]?.path.join('.') ?? '' });
  }
  return handle(parsed.data);
}
