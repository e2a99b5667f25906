/** Exceptions and the repair of parked entries as the head office page is shown them. */
import { z } from 'zod';
import { signInSchema } from './headoffice.ts';
import { pageQuery } from './page.ts';
import { amount, count, currency, hash, id, instant, shortText } from './parts.ts';

export const exceptionKinds = [
  'shortfall',
  'restored',
  'rolledBack',
  'grantMisused',
  'ungranted',
  'issuedTwice',
  'saleFlaw',
  'ruleBreach',
  'saleTwice',
  'numberTwice',
  'parked',
  'repairDiffers',
  'headquartersRestored',
  'shiftDifference',
  'overReturn',
] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];
export const exceptionRowSchema = z.strictObject({
  id,
  kind: z.enum(exceptionKinds),
  at: instant,
  register: id.nullable(),
  registerName: z.string().nullable(),
  /** The other register of a shortfall: who holds or spent the instrument. */
  otherRegisterName: z.string().nullable(),
  instrument: hash.nullable(),
  last4: z.string().nullable(),
  sale: id.nullable(),
  receipt: z.string().nullable(),
  entry: hash.nullable(),
  entryNumber: count.nullable(),
  amount: amount.nullable(),
  /** Second amount where two are named (numbers or sales used twice), or what was charged since. */
  otherAmount: amount.nullable(),
  currency: currency.nullable(),
  /** What else is known, in English, for support. */
  detail: z.string(),
  closed: z.strictObject({ at: instant, by: shortText, note: shortText }).nullable(),
});
export type ExceptionRow = z.infer<typeof exceptionRowSchema>;
/** What a person looks at together. `late`: money that a late or ungranted sale may have lost; `twice`: one number or sale under two hashes. */
export const exceptionGroups = {
  late: ['shortfall', 'restored', 'grantMisused', 'ungranted'],
  twice: ['issuedTwice', 'saleTwice', 'numberTwice', 'repairDiffers'],
  parked: ['parked'],
  other: [
    'rolledBack',
    'saleFlaw',
    'ruleBreach',
    'headquartersRestored',
    'shiftDifference',
    'overReturn',
  ],
} as const satisfies Readonly<Record<string, readonly ExceptionKind[]>>;
export const exceptionShows = ['all', 'late', 'twice', 'parked', 'other'] as const;
export type ExceptionShow = (typeof exceptionShows)[number];

/** `after`: `next` of the page before. */
export const exceptionsQuerySchema = z.object({
  state: z.enum(['open', 'closed']).default('open'),
  show: z.enum(exceptionShows).default('all'),
  ...pageQuery,
});
export type ExceptionsQuery = z.output<typeof exceptionsQuerySchema>;
/** `counts`: the open ones. Newest first. */
export const exceptionsSchema = z.strictObject({
  rows: z.array(exceptionRowSchema),
  open: count,
  counts: z.record(z.enum(exceptionShows), count),
  next: z.string().nullable(),
});
export type Exceptions = z.infer<typeof exceptionsSchema>;

/** Sales whose lock was no longer live when they posted, also those that lost nothing. Newest first. */
export const lateSalesQuerySchema = z.object(pageQuery);
export const lateSalesSchema = z.strictObject({
  rows: z.array(
    z.strictObject({
      entry: hash,
      entryNumber: count,
      register: id,
      registerName: z.string(),
      receipt: z.string().nullable(),
      at: instant,
      currency: currency.nullable(),
      amounts: z.array(z.strictObject({ last4: z.string(), taken: amount, missing: amount })),
    }),
  ),
  next: z.string().nullable(),
});
export type LateSales = z.infer<typeof lateSalesSchema>;

const needed = z.string().trim().min(1).max(500);
export const closeExceptionSchema = z.strictObject({ id, note: needed });
export const chargeExceptionSchema = z.strictObject({ id });
export const retriedSchema = z.strictObject({ posted: count });

// Repair of a parked entry (PROTOCOL P6)

/** An entry is named by its register and its hash. */
const entryKey = { register: id, hash };
export const parkedEntryQuerySchema = z.object(entryKey);
/** `text`: what came, one value a line, with long numbers hidden. `foreign`: it belongs to another register and is nothing to repair. */
export const parkedEntrySchema = z.strictObject({
  ...entryKey,
  registerName: z.string(),
  number: count,
  receivedAt: instant,
  foreign: z.boolean(),
  text: z.string(),
  /** Locks that wait for it. */
  locks: z.array(
    z.strictObject({ request: id, last4: z.string(), balance: amount, currency, sale: id }),
  ),
});
export type ParkedEntry = z.infer<typeof parkedEntrySchema>;
const repairText = z.string().max(2_000_000);
export const lookAtRepairSchema = z.strictObject({ ...entryKey, text: repairText });
/** What would be posted. `sealed`: byte for byte what the register sealed. `total` with `currency` for a sale. */
export const repairLookSchema = z.strictObject({
  sealed: z.boolean(),
  text: z.string(),
  kind: z.enum(['sale', 'void', 'audit', 'shift']),
  receipt: z.string().nullable(),
  total: amount.nullable(),
  currency: currency.nullable(),
  instruments: z.array(z.strictObject({ last4: z.string(), amount })),
});
export type RepairLook = z.infer<typeof repairLookSchema>;
/** `waiting`: it stands behind an entry that has not come yet. */
export const repairedSchema = z.strictObject({ state: z.enum(['waiting', 'posted', 'parked']) });
export const repairEntrySchema = z.strictObject({
  ...entryKey,
  text: repairText,
  note: needed,
  second: signInSchema,
});
