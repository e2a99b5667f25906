/** Invoices and credit notes as a retailer's file tells them, in pence; what is odd about a line is named, never dropped. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { add, minor, parseDecimal, zero, type Minor } from '../../shared/money.ts';

export const fileCurrency = 'GBP';

export type InvoiceLine = {
  /** Row in the file, counted from 1 with its heading. */
  readonly row: number;
  readonly code: string;
  readonly description: string;
  /** Pieces; negative when they come back. */
  readonly pieces: number;
  readonly price: Minor;
};
export type Invoice = {
  readonly number: string;
  readonly isCreditNote: boolean;
  readonly lines: readonly InvoiceLine[];
  readonly total: Minor;
};

const rowSchema = z.object({
  InvoiceNo: z.string().min(1),
  StockCode: z.string().min(1),
  Description: z.string(),
  Quantity: z.string().regex(/^-?\d+$/),
  UnitPrice: z.string(),
});

/** Reads the file, in its order. A row that is no invoice line throws with its number: a file that is not understood ties out with nothing. */
export function readInvoices(file: string): Invoice[] {
  const rows: unknown[] = parse(readFileSync(file), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  });
  const invoices = new Map<string, InvoiceLine[]>();
  rows.forEach((raw, index) => {
    const parsed = rowSchema.safeParse(raw);
    const price = parsed.success ? parseDecimal(parsed.data.UnitPrice, fileCurrency) : undefined;
    if (!parsed.success || price === undefined)
      throw new Error(`row ${index + 2} is no invoice line: ${JSON.stringify(raw)}`);
    const { InvoiceNo, StockCode, Description, Quantity } = parsed.data;
    const lines = invoices.get(InvoiceNo) ?? [];
    lines.push({
      row: index + 2,
      code: StockCode,
      description: Description.trim(),
      pieces: Number(Quantity),
      price,
    });
    invoices.set(InvoiceNo, lines);
  });
  return [...invoices].map(([number, lines]) => ({
    number,
    isCreditNote: number.startsWith('C'),
    lines,
    total: add(zero, ...lines.map(lineTotal)),
  }));
}

const lineTotal = (line: InvoiceLine): Minor => minor(line.pieces * line.price);
