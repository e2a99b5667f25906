/** The contract head office page -> headquarters about master data: lists, edits, imports. Nothing leaves before its job runs. */
import { z } from 'zod';
import { productSchema, storeConfigurationSchema } from './feed.ts';
import { count, id, shortText, text } from './parts.ts';

export const masterPaths = {
  /** GET with `mastersQuerySchema`; POST saves one with `saveProductSchema`. The others alike. */
  products: '/api/products',
  staff: '/api/staff',
  stores: '/api/stores',
  /** POST: gives a person a new PIN, shown once. */
  resetPin: '/api/staff/pin',
  /** POST: what a CSV file would do, and what is wrong with each of its rows. */
  previewImport: '/api/import/preview',
  applyImport: '/api/import/apply',
} as const;

/** inactive: registers forget them; waiting: changed and not handed out yet. */
export const masterShows = ['active', 'waiting', 'inactive'] as const;
export type MasterShow = (typeof masterShows)[number];
export const mastersQuerySchema = z.object({
  text: z.string().max(64).default(''),
  show: z.enum(masterShows).default('active'),
  /** Id of the last row of the page before. */
  after: z.string().max(64).optional(),
});
export type MastersQuery = z.output<typeof mastersQuerySchema>;

/** `revision` grows with each save; a save names the one that it began with. */
const rowOf = <Body extends z.ZodType>(body: Body) =>
  z.strictObject({ body, revision: count, active: z.boolean(), waiting: z.boolean() });
const listOf = <Body extends z.ZodType>(body: Body) =>
  z.strictObject({
    rows: z.array(rowOf(body)),
    counts: z.record(z.enum(masterShows), count),
    next: z.string().nullable(),
  });
export type MasterRow<Body> = {
  body: Body;
  revision: number;
  active: boolean;
  waiting: boolean;
};
export type MasterList<Body> = {
  readonly rows: MasterRow<Body>[];
  readonly counts: Record<MasterShow, number>;
  readonly next: string | null;
};

/** `base` null: it is new. */
const saveOf = <Body extends z.ZodType>(body: Body) =>
  z.strictObject({ base: count.nullable(), active: z.boolean(), body });
export const savedMasterSchema = z.strictObject({ revision: count });

export const productsSchema = listOf(productSchema);
export const saveProductSchema = saveOf(productSchema);

/** A person as head office sees it: whether there is a PIN, never its hash. */
export const officeStaffSchema = z.strictObject({
  id,
  name: text,
  role: z.enum(['cashier', 'manager', 'stock']),
  badge: z.string().min(1).max(64).nullable(),
  hasPin: z.boolean(),
});
export type OfficeStaff = z.infer<typeof officeStaffSchema>;
export const staffListSchema = listOf(officeStaffSchema);
export const saveStaffSchema = saveOf(officeStaffSchema.omit({ hasPin: true }));
export type SaveStaff = z.output<typeof saveStaffSchema>;
export const resetPinSchema = z.strictObject({ staff: id, base: count });
/** The new PIN, told this once and kept only as a hash. */
export const newPinSchema = z.strictObject({ staff: id, pin: z.string(), revision: count });
export type NewPin = z.infer<typeof newPinSchema>;

/** A store with what its registers know of it, and the channel that serves it. */
export const officeStoreSchema = z.strictObject({
  channel: id,
  configuration: storeConfigurationSchema,
});
export type OfficeStore = z.infer<typeof officeStoreSchema>;
export const storeListSchema = listOf(officeStoreSchema);
export const saveStoreSchema = saveOf(officeStoreSchema);
export type SaveStore = z.output<typeof saveStoreSchema>;

// Import

export const importKinds = ['products', 'staff', 'stores', 'tenders', 'taxes'] as const;
export type ImportKind = (typeof importKinds)[number];
/** Columns of each kind of file, in any order; those with a star must be there. */
export const importColumns: Readonly<Record<ImportKind, readonly string[]>> = {
  products: [
    'id*',
    'name_en*',
    'name_zh*',
    'price*',
    'tax*',
    'category_en*',
    'category_zh*',
    'barcodes',
    'unit',
    'age_limit',
    'favourite',
    'active',
  ],
  staff: ['id*', 'name_en*', 'name_zh*', 'role*', 'badge', 'active'],
  stores: [
    'id*',
    'name_en*',
    'name_zh*',
    'address_en*',
    'address_zh*',
    'currency*',
    'channel*',
    'shift',
    'time_zone',
  ],
  tenders: [
    'store*',
    'kind*',
    'least_per_line',
    'most_per_line',
    'most_per_sale',
    'most_over',
    'change',
    'memo_from',
    'part',
    'back',
    'back_by_receipt',
    'drawer_from',
  ],
  taxes: ['store*', 'code*', 'name_en*', 'name_zh*', 'mode*', 'percent*'],
};
export const importFlaws = [
  'unreadable',
  'missingColumn',
  'unknownColumn',
  'empty',
  'tooLong',
  'id',
  'number',
  'price',
  'choice',
  'yesNo',
  'barcode',
  'currency',
  'timeZone',
  'unknownTax',
  'unknownStore',
  'unknownChannel',
  'twice',
  'taken',
  'notAllowed',
] as const;
export type ImportFlawKind = (typeof importFlaws)[number];
const csv = z.string().max(20_000_000);
export const previewImportSchema = z.strictObject({ kind: z.enum(importKinds), csv });
/** `row`: of the file, where 1 is the heading. `column` empty: the whole row. */
const flaw = z.strictObject({
  row: count,
  column: z.string().max(64),
  why: z.enum(importFlaws),
  value: shortText,
});
export type ImportFlaw = z.infer<typeof flaw>;
export const importPreviewSchema = z.strictObject({
  rows: count,
  fresh: count,
  changed: count,
  same: count,
  /** Rows with a flaw, and the first thousand flaws. */
  flawedRows: count,
  flaws: z.array(flaw),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;
/** `flawed`: what becomes of the file when rows have flaws. */
export const applyImportSchema = z.strictObject({
  kind: z.enum(importKinds),
  csv,
  flawed: z.enum(['refuse', 'leaveOut']),
});
export const importedSchema = z.strictObject({ written: count, leftOut: count });
export type Imported = z.infer<typeof importedSchema>;
