/** Commands and questions about the goods of the open sale and its customer. */
import { z } from 'zod';
import type { Instant, ProductId, Text } from '../identity.ts';
import { minor, mostMinor, type Minor } from '../money.ts';
import type { Unit } from '../quantity.ts';

const typed = z.string().max(200);
const line = z.int().min(1);
const taxCode = z.string().max(64).nullable();
const reason = z.string().max(64).optional();

export const goodsCommands = [
  z.strictObject({ command: z.literal('scan'), code: typed }),
  /** `quantity` in thousandths; goods that are weighed need it. */
  z.strictObject({
    command: z.literal('addProduct'),
    product: typed,
    quantity: z.int().min(1).optional(),
  }),
  z.strictObject({ command: z.literal('quantity'), line, quantity: z.number() }),
  /** One piece more or less than the line has when this arrives, whatever the window shows by then. */
  z.strictObject({ command: z.literal('quantityBy'), line, by: z.literal([1, -1]) }),
  z.strictObject({
    command: z.literal('discount'),
    line,
    percentOff: z.number().optional(),
    amountOff: z.number().optional(),
  }),
  /** Off the whole sale; neither takes it away. */
  z.strictObject({
    command: z.literal('totalDiscount'),
    percentOff: z.number().optional(),
    amountOff: z.number().optional(),
  }),
  /** `unitPrice` null: the product's own again. */
  z.strictObject({
    command: z.literal('price'),
    line,
    unitPrice: z.int().min(-mostMinor).max(mostMinor).transform(minor).nullable(),
  }),
  z.strictObject({ command: z.literal('lineComment'), line, comment: typed }),
  z.strictObject({ command: z.literal('saleComment'), comment: z.string().max(400) }),
  /** `tax` null: the goods' own again. */
  z.strictObject({ command: z.literal('lineTax'), line, tax: taxCode }),
  z.strictObject({ command: z.literal('saleTax'), tax: taxCode }),
  z.strictObject({ command: z.literal('voidLine'), line, reason }),
  z.strictObject({ command: z.literal('voidSale'), reason }),
  z.strictObject({ command: z.literal('customer'), customer: typed }),
  z.strictObject({ command: z.literal('clearCustomer') }),
  /** The customer is old enough: by the date of birth (YYYY-MM-DD), or because they look clearly older (null). */
  z.strictObject({ command: z.literal('confirmAge'), birthDate: z.string().max(10).nullable() }),
  /** The customer is not: the goods that ask for the age go. */
  z.strictObject({ command: z.literal('refuseAge') }),
] as const;

export type GoodsCommand = z.infer<(typeof goodsCommands)[number]>;

export const goodsQueries = [
  /** Products by name, number or barcode as typed; empty text with a category, by its English name, lists it. */
  z.strictObject({
    query: z.literal('products'),
    text: z.string().max(200),
    category: z.string().max(500).nullable(),
    favourites: z.boolean(),
    limit: z.int().min(1).max(200),
  }),
  z.strictObject({ query: z.literal('categories') }),
  z.strictObject({
    query: z.literal('pictures'),
    products: z.array(z.string().max(64)).max(200),
  }),
  /** What a code or a product costs; nothing is added. */
  z.strictObject({ query: z.literal('priceCheck'), code: z.string().max(200) }),
  z.strictObject({
    query: z.literal('customers'),
    text: z.string().max(200),
    limit: z.int().min(1).max(100),
  }),
] as const;

export type ProductTile = {
  readonly id: ProductId;
  readonly name: Text;
  readonly barcode: string;
  readonly price: Minor;
  readonly unit: Unit;
  readonly hasPicture: boolean;
  /** Not what was typed, but what may have been meant. */
  readonly near: boolean;
};
export type ProductPicture = { readonly id: ProductId; readonly picture: string };

/** What a product costs now, and how old that knowledge is. */
export type PriceCheck = {
  readonly id: ProductId;
  readonly name: Text;
  readonly barcode: string;
  readonly category: Text;
  readonly price: Minor;
  readonly unit: Unit;
  readonly ageLimit: number;
  /** What the scanned label says: its weight in thousandths, and what that costs. */
  readonly label: { readonly quantity: number; readonly amount: Minor } | null;
  /** When this register last heard that its products are the newest; null: never. */
  readonly knownAt: Instant | null;
};

export type CustomerTile = {
  readonly id: string;
  readonly number: string;
  readonly name: Text;
  readonly phone: string;
  readonly email: string;
};
