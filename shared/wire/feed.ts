/** Schemas of the reference data that travels down. */
import { z } from 'zod';
import type { FeedPage, FeedRow, JobId, StoreConfiguration } from '../feed.ts';
import type { Customer } from '../customer.ts';
import { isMask } from '../label.ts';
import type { LimitsByRole } from '../limits.ts';
import type { Parameters } from '../parameters.ts';
import type { Product } from '../product.ts';
import { reasonUses } from '../reason.ts';
import type { PeopleRules, Staff } from '../staff.ts';
import { openPolicy } from '../policy.ts';
import { timeZonePattern } from '../timezone.ts';
import { amount, count, currency, id, text } from './parts.ts';
import { policySchema } from './policy.ts';
import { tenderPolicySchema } from './tenderrule.ts';

export const jobSchema: z.ZodType<JobId> = z.enum(['1010', '1040', '1060', '1070', '1110']);

/** Characters of a picture: so small that a hundred thousand products still travel in minutes. */
const mostPicture = 8000;

export const productSchema: z.ZodType<Product> = z.strictObject({
  id,
  name: text,
  barcodes: z.array(z.string().min(1).max(64)).max(50),
  price: amount,
  tax: id,
  category: text,
  favourite: z.boolean(),
  unit: z.enum(['piece', 'kg']).optional(),
  ageLimit: count.max(150).optional(),
  picture: z
    .string()
    .max(mostPicture)
    .regex(/^data:image\/(webp|png|svg\+xml);base64,[A-Za-z0-9+/]+=*$/)
    .optional(),
});

export const customerSchema: z.ZodType<Customer> = z.strictObject({
  id,
  number: z.string().min(1).max(40),
  name: text,
  phone: z.string().max(40),
  email: z.string().max(200),
  cards: z.array(z.string().min(1).max(64)).max(20),
});

export const staffSchema: z.ZodType<Staff> = z.strictObject({
  id,
  name: text,
  role: z.enum(['cashier', 'manager', 'stock']),
  pinHash: z.string().max(300),
  badge: z.string().max(64).optional(),
});

const taxRateSchema = z.strictObject({
  code: id,
  mode: z.enum(['inclusive', 'exclusive']),
  rate: count.max(1_000_000),
  name: text,
});

const percentLimit = count.max(100_000).nullable().default(null);
const amountLimit = amount
  .refine((value) => value >= 0, 'below nothing')
  .nullable()
  .default(null);
const limitsSchema = z.strictObject({
  lineDiscountPercent: percentLimit,
  totalDiscountPercent: percentLimit,
  returnMost: amountLimit,
  cashOutMost: amountLimit,
  priceOverride: z.boolean().default(true),
  blindReturn: z.boolean().default(true),
  openDrawer: z.boolean().default(true),
});
const limitsByRoleSchema: z.ZodType<LimitsByRole> = z.strictObject({
  cashier: limitsSchema,
  manager: limitsSchema,
  stock: limitsSchema,
});

const reasonSchema = z.strictObject({
  id,
  name: text,
  uses: z.array(z.enum(reasonUses)),
});
const labelSchema = z.strictObject({
  mask: z.string().refine(isMask, 'not a mask of prefix, item, value and check digit'),
  kind: z.enum(['weight', 'price']),
  decimals: z.int().min(0).max(4),
});
const scannerSchema = z.strictObject({
  prefix: z
    .string()
    .max(4)
    .regex(/^[\u0021-\u007e]*$/),
  suffix: z.enum(['Enter', 'Tab']),
  layout: z.enum(['us', 'machine']),
  gap: z.int().min(5).max(60),
});

const peopleRulesSchema: z.ZodType<PeopleRules> = z.strictObject({
  staffDays: z.int().min(1).max(365).nullable().default(null),
  idleMinutes: z.int().min(1).max(600).nullable().default(null),
  signOutWithSale: z.enum(['keep', 'refuse']).default('keep'),
});

export const storeConfigurationSchema: z.ZodType<StoreConfiguration> = z.strictObject({
  store: id,
  name: text,
  address: text,
  currency,
  rates: z.array(taxRateSchema),
  registers: z.array(z.strictObject({ id, name: z.string().max(20) })),
  shift: z.enum(['required', 'off']).optional(),
  people: peopleRulesSchema.optional(),
  limits: limitsByRoleSchema.optional(),
  tenders: tenderPolicySchema.optional(),
  reasons: z.array(reasonSchema).max(100).optional(),
  labels: z.array(labelSchema).max(20).optional(),
  scanner: scannerSchema.optional(),
  email: z.boolean().optional(),
  // Only how it is written: a register knows the zones of its own day, not those of later years, and reckons nothing by it.
  timeZone: z.string().regex(timeZonePattern).optional(),
});

const rule = z.strictObject({
  completeOffline: z.boolean(),
  mostPerSale: amount.refine((value) => value >= 0, 'below nothing').nullable(),
  mostHours: z.number().min(0).max(10_000).nullable(),
  mostPending: count.nullable(),
});
export const postingSchema = z.strictObject({ giftCard: rule, creditMemo: rule });
export const offlineProfileSchema = z.strictObject({
  timeout: z.int().min(100).max(60_000),
  retries: z.int().min(0).max(10),
  heartbeat: z.int().min(100).max(600_000),
  reconnect: z.int().min(100).max(600_000),
  slow: z.int().min(50).max(60_000),
  goodHeartbeats: z.int().min(1).max(20),
});
export const parametersSchema: z.ZodType<Parameters> = z.strictObject({
  version: count,
  posting: postingSchema,
  offlineProfile: offlineProfileSchema,
  policy: policySchema.default(openPolicy),
});

const rowSchema: z.ZodType<FeedRow> = z.strictObject({
  id,
  deleted: z.boolean(),
  body: z.unknown(),
});

/** A register asks for the rows of a job after the version it has; `page` continues a page. */
export const feedRequestSchema = z.strictObject({
  job: jobSchema,
  after: count,
  page: z.string().max(200).nullable(),
});
export type FeedRequest = z.infer<typeof feedRequestSchema>;
export const feedPageSchema: z.ZodType<FeedPage> = z.strictObject({
  job: jobSchema,
  version: count,
  full: z.boolean(),
  rows: z.array(rowSchema).max(5000),
  next: z.string().max(200).nullable(),
});
