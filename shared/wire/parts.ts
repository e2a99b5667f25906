/** Schemas of the small things that every message is made of. */
import { z } from 'zod';
import { faultCodes } from '../fault.ts';
import { isMinor, type Minor } from '../money.ts';
import { isQuantity, type Quantity } from '../quantity.ts';

export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.:-]+$/);
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const instant = z.iso.datetime();
export const count = z.int().min(0);
export const currency = z.string().regex(/^[A-Z]{3}$/);
export const shortText = z.string().max(500);
export const last4 = z.string().regex(/^\d{4}$/);
export const text = z.strictObject({ en: shortText, zh: shortText });
export const amount = z
  .custom<Minor>(isMinor, 'not a whole number of minor units')
  .meta({ type: 'integer', description: 'Minor units of the currency.' });
export const thousandths = z
  .custom<Quantity>(isQuantity, 'not a quantity in thousandths')
  .meta({ type: 'integer', description: 'Thousandths of a piece or a kilogram.' });

export const faultSchema = z.strictObject({
  code: z.enum(faultCodes),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
  retry: z.enum(['no', 'later', 'now']),
});
