/** Schema of a journal entry's content, and how a received entry is read. */
import { z } from 'zod';
import {
  auditActs,
  entryFormat,
  isEntryIntact,
  type Answer,
  type Entry,
  type EntryContent,
} from '../entry.ts';
import { fail, ok, type Result } from '../fault.ts';
import { cartSchema } from './cart.ts';
import { amount, count, hash, id, instant, shortText } from './parts.ts';
import { paperSchema } from './paper.ts';
import { saleSchema } from './sale.ts';
import { shiftEventSchema } from './shift.ts';

const body = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sale'), sale: saleSchema }),
  z.strictObject({
    kind: z.literal('void'),
    voided: z.strictObject({
      cart: cartSchema,
      total: amount,
      voidedBy: id,
      reason: id.nullable().default(null),
      shift: id.nullish(),
    }),
  }),
  z.strictObject({
    kind: z.literal('audit'),
    audit: z.strictObject({
      act: z.enum(auditActs),
      staff: id.nullable(),
      note: shortText,
      mail: z
        .strictObject({ receipt: shortText, to: z.string().max(254), paper: paperSchema })
        .optional(),
      shift: id.nullish(),
    }),
  }),
  z.strictObject({ kind: z.literal('shift'), shift: shiftEventSchema }),
]);

const contentSchema: z.ZodType<EntryContent> = z.strictObject({
  format: z.literal(entryFormat),
  register: id,
  incarnation: count,
  number: z.int().min(1),
  previous: z.array(hash).max(64),
  at: instant,
  body,
});

/** Just enough of an entry to file it in its chain, whatever else its content holds (PROTOCOL P6). */
export const entryFrameSchema = z.object({
  register: id,
  number: z.int().min(1),
  previous: z.array(hash).max(64),
});
export type EntryFrame = z.infer<typeof entryFrameSchema>;

export const entrySchema: z.ZodType<Entry> = z.strictObject({
  hash,
  content: z.string().max(2_000_000),
});

function parsed(entry: Entry): Result<unknown> {
  if (!isEntryIntact(entry)) return fail('entry.hash', { hash: entry.hash });
  try {
    return ok(JSON.parse(entry.content));
  } catch {
    return fail('entry.unreadable', { hash: entry.hash });
  }
}

/** The whole content. Faults: entry.hash, entry.unreadable. */
export function readEntry(entry: Entry): Result<EntryContent> {
  const value = parsed(entry);
  if (!value.ok) return value;
  const content = contentSchema.safeParse(value.value);
  return content.success
    ? ok(content.data)
    : fail('entry.unreadable', {
        hash: entry.hash,
        at: content.error.issues[0]?.path.join('.') ?? '',
      });
}

/** Register, number and predecessors of an entry that may be unreadable otherwise. Faults: entry.hash, entry.unreadable. */
export function readFrame(entry: Entry): Result<EntryFrame> {
  const value = parsed(entry);
  if (!value.ok) return value;
  const frame = entryFrameSchema.safeParse(value.value);
  return frame.success ? ok(frame.data) : fail('entry.unreadable', { hash: entry.hash });
}

export const answerSchema: z.ZodType<Answer> = z.strictObject({
  register: id,
  hash,
  number: z.int().min(1),
  state: z.enum(['posted', 'late', 'exception']),
  amounts: z.array(z.strictObject({ last4: z.string().max(4), taken: amount, missing: amount })),
  at: instant,
});
