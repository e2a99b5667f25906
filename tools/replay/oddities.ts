/** Lines of a real file that a register has to treat specially, each with the reason. */
import { mostQuantity } from '../../shared/quantity.ts';
import type { Invoice, InvoiceLine } from './invoices.ts';

export type Oddity = { readonly invoice: string; readonly row: number; readonly reason: string };

const goods = /^\d{5}[A-Za-z]*$/;

/** Why the line is special, or undefined when it is plain goods. */
function oddityOf(invoice: Invoice, line: InvoiceLine): string | undefined {
  if (Math.abs(line.pieces) * 1000 > mostQuantity)
    return 'more pieces than one line may hold: split over several lines';
  if (line.pieces < 0 && !invoice.isCreditNote)
    return 'a stock adjustment without a credit note: sold as a returned line';
  if (line.price === 0) return 'a price of zero: sold for nothing';
  if (!goods.test(line.code))
    return `the code ${line.code} is no article (postage, fee or manual line): sold like one`;
  if (line.description === '') return 'no description: named by its code';
  return undefined;
}

export const oddities = (invoices: readonly Invoice[]): Oddity[] =>
  invoices.flatMap((invoice) =>
    invoice.lines.flatMap((line) => {
      const reason = oddityOf(invoice, line);
      return reason === undefined ? [] : [{ invoice: invoice.number, row: line.row, reason }];
    }),
  );
