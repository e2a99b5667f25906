/** What can be sold, as head office publishes it; read-only on the register. */
import type { ProductId, Text } from './identity.ts';
import type { Minor } from './money.ts';
import type { Unit } from './quantity.ts';
import type { TaxCode } from './tax.ts';

export type Product = {
  readonly id: ProductId;
  readonly name: Text;
  /** GTINs as 14 digits and other codes as printed. The first one is shown. */
  readonly barcodes: readonly string[];
  /** Unit price in the store's currency, with tax when the rate is inclusive. */
  readonly price: Minor;
  readonly tax: TaxCode;
  /** Known by its English name. */
  readonly category: Text;
  readonly favourite: boolean;
  /** What its price is for; pieces when it says nothing. */
  readonly unit?: Unit | undefined;
  /** The customer must be this many years old. */
  readonly ageLimit?: number | undefined;
  /** A small picture as a data address: WebP, PNG or SVG (drawn as an image only, so nothing in it runs). */
  readonly picture?: string | undefined;
};
