/** Schema of a paper that travels: the receipt that a customer wants by e-mail. */
import { z } from 'zod';
import type { Paper } from '../receipt.ts';
import { amount, currency, instant, shortText } from './parts.ts';

const flag = z.boolean().optional();
const part = z.discriminatedUnion('part', [
  z.strictObject({ part: z.literal('title'), text: shortText }),
  z.strictObject({ part: z.literal('centre'), text: shortText, strong: flag }),
  z.strictObject({
    ...{ part: z.literal('pair'), left: shortText, right: shortText },
    ...{ strong: flag, large: flag },
  }),
  z.strictObject({ part: z.literal('text'), text: shortText }),
  z.strictObject({ part: z.literal('value'), label: shortText, value: shortText }),
  z.strictObject({ part: z.literal('rule') }),
  z.strictObject({ part: z.literal('box'), title: shortText, text: shortText }),
  z.strictObject({
    ...{ part: z.literal('barcode'), value: shortText },
    caption: shortText.nullable(),
  }),
]);

export const paperSchema = z.strictObject({
  kind: z.enum(['receipt', 'voucher', 'report']),
  language: z.enum(['en-US', 'zh-CN']),
  currency,
  at: instant,
  value: amount,
  parts: z.array(part).max(5000),
}) as z.ZodType<Paper>;
