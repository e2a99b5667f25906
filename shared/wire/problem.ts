/** How the office API tells a fault: problem details (RFC 9457). Register, channel and headquarters tell each other `{ fault }`. */
import { z } from 'zod';
import { faultCodes, type Fault } from '../fault.ts';
import { faultSchema } from './parts.ts';

/** Everything below it is the office API. */
export const officeApi = '/api/';
export const problemMedia = 'application/problem+json';
/** Lists the problem types; the type of a problem is its place there. */
export const problemsPath = '/api/problems';

/** `code` never changes its meaning; `data` holds the fault's facts, `retry` whether the same request can succeed. */
export const problemSchema = z.strictObject({
  type: z.string().max(200),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  ...faultSchema.shape,
});
export type Problem = z.infer<typeof problemSchema>;

export const problemTypesSchema = z.strictObject({
  problems: z.array(
    z.strictObject({
      code: z.enum(faultCodes),
      status: z.int(),
      title: z.string(),
      retry: faultSchema.shape.retry,
    }),
  ),
});

export const problemType = (code: Fault['code']): string => `${problemsPath}#${code}`;
