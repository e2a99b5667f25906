/** What can be sold, as head office publishes it; read-only on the register. */
import type { ProductId, Text } from './identity.ts';
import type { Minor } from './money.ts';
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
};
