/** The catalogue that a file of invoices implies: one product for each code and price that it was ever sold at. */
import type { Product } from '../../shared/product.ts';
import type { Invoice, InvoiceLine } from './invoices.ts';

export const untaxed = 'none';

/** Product of a line. The register sells at catalogue prices, so a code sold at three prices becomes three products. */
export const productOf = (line: InvoiceLine): string =>
  `${line.code.replace(/[^\w.-]/g, '_')}.${line.price}`;

/** All products of the invoices, named as the file names them first; a line without a description is named by its code. */
export function catalogueOf(invoices: readonly Invoice[]): Product[] {
  const products = new Map<string, Product>();
  for (const line of invoices.flatMap((invoice) => invoice.lines)) {
    const id = productOf(line);
    if (products.has(id)) continue;
    const name = line.description || line.code;
    products.set(id, {
      id,
      name: { en: name, zh: name },
      barcodes: [id],
      price: line.price,
      tax: untaxed,
      category: { en: 'Gift ware', zh: '礼品' },
      favourite: false,
    });
  }
  return [...products.values()];
}
