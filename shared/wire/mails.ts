/** The contract head office page -> headquarters about receipts by e-mail that did not go out. */
import { z } from 'zod';
import { pageAnswer, pageQuery } from './page.ts';
import { count, hash, instant, shortText, text } from './parts.ts';

/** failed: tried in vain to the end, or refused for good. waiting: tried, or tried again, by itself. givenUp: by a person. */
export const mailShows = ['failed', 'waiting', 'givenUp'] as const;
export type MailShow = (typeof mailShows)[number];

export const mailsQuerySchema = z.object({
  show: z.enum(mailShows).default('failed'),
  ...pageQuery,
});
export type MailsQuery = z.output<typeof mailsQuerySchema>;

/** `entry`: the entry of the journal that asked for it, and what names it. */
export const mailRowSchema = z.strictObject({
  entry: hash,
  receipt: shortText,
  address: shortText,
  registerName: z.string(),
  storeName: text.nullable(),
  askedAt: instant,
  tries: count,
  /** What the mail server said last, in its own words; null before the first failure. */
  why: z.string().nullable(),
  /** When it is tried next; null when it is not. */
  nextTry: instant.nullable(),
  failedAt: instant.nullable(),
  givenUp: z.strictObject({ at: instant, by: shortText, note: shortText }).nullable(),
});
export type MailRow = z.infer<typeof mailRowSchema>;
/** Newest first. */
export const mailsSchema = z.strictObject({
  ...pageAnswer(mailRowSchema),
  counts: z.record(z.enum(mailShows), count),
});
export type Mails = z.infer<typeof mailsSchema>;

/** `address`: another one than the customer named, because that one is misspelt. */
export const retryMailSchema = z.strictObject({ entry: hash, address: z.string().optional() });
export const retriedMailsSchema = z.strictObject({ retried: count });
export const giveUpMailSchema = z.strictObject({
  entry: hash,
  note: z.string().trim().min(1).max(500),
});
