/** Messages that carry entries up and answers down; the same between register and channel and between channel and headquarters. */
import { z } from 'zod';
import { answerSchema, entrySchema } from './entry.ts';
import { count, hash, id } from './parts.ts';

const headSchema = z.strictObject({ number: z.int().min(1), hash });

/**
 * HAVE (PROTOCOL section 2): the heads the receiver has of the register's chain; `lacks`: predecessors that it was shown but does not have.
 * `entries` stored by the receiver in total, so that head office can prove that nothing is missing.
 */
export const haveSchema = z.strictObject({
  heads: z.array(headSchema),
  lacks: z.array(hash),
  entries: count,
});
export type Have = z.infer<typeof haveSchema>;

/** PUSH: a page of entries of one register, in the order of its chain. An empty page only asks for HAVE. */
export const pushSchema = z.strictObject({ register: id, entries: z.array(entrySchema).max(500) });
export type Push = z.infer<typeof pushSchema>;

/** Asks for entries that the sender lost: those the receiver has and that are neither in `known` nor before one of them. */
export const lostSchema = z.strictObject({ register: id, known: z.array(hash).max(64) });
export type Lost = z.infer<typeof lostSchema>;
export const lostEntriesSchema = z.strictObject({ entries: z.array(entrySchema) });

/** Answers after a cursor of the receiver; `cursor` is passed on with the next question. */
export const answersSchema = z.strictObject({ answers: z.array(answerSchema), cursor: count });
export type Answers = z.infer<typeof answersSchema>;
