/** Products from a file. What a file does not say, such as a picture, stays as it is. */
import { readScan } from '../../../shared/barcode.ts';
import { productSchema } from '../../../shared/wire/feed.ts';
import type { Cells, Reader } from './cells.ts';
import { planRows, type Plan, type Present, type Write } from './plan.ts';

const mostBarcodes = 50;
const units = ['piece', 'kg'] as const;

export function planProducts(rows: readonly Cells[], present: Present): Plan {
  const taxes = new Set(
    [...present.stores.values()].flatMap((store) => store.rates.map((rate) => rate.code)),
  );
  const owners = new Map<string, string>();
  for (const product of present.products.values())
    if (!present.inactive.has(product.id))
      for (const barcode of product.barcodes) owners.set(barcode, product.id);
  return planRows(rows, (reader) => productOf(reader, present, taxes, owners));
}

function productOf(
  reader: Reader,
  present: Present,
  taxes: ReadonlySet<string>,
  owners: Map<string, string>,
): Write | undefined {
  const id = reader.id('id');
  const known = id === undefined ? undefined : present.products.get(id);
  const name = { en: reader.text('name_en'), zh: reader.text('name_zh') };
  const category = { en: reader.text('category_en', 80), zh: reader.text('category_zh', 80) };
  const price = reader.money('price', present.currency);
  const tax = reader.id('tax');
  if (tax !== undefined && !taxes.has(tax)) reader.flaw('tax', 'unknownTax');
  const barcodes = barcodesOf(reader, id ?? '', owners) ?? known?.barcodes ?? [];
  const unit = reader.optional('unit') === null ? known?.unit : reader.choice('unit', units);
  const ageLimit = reader.whole('age_limit', 150) ?? known?.ageLimit;
  const favourite = reader.yesNo('favourite', known?.favourite ?? false);
  const active = reader.yesNo('active', true);
  const body = productSchema.safeParse({
    ...known,
    ...{ id, name, barcodes, price, tax, category, favourite },
    ...(unit === undefined ? {} : { unit }),
    ...(ageLimit === undefined ? {} : { ageLimit }),
  });
  if (!body.success || active === undefined || reader.flaws.length > 0) {
    if (reader.flaws.length === 0) reader.flaw('', 'notAllowed');
    return undefined;
  }
  for (const barcode of body.data.barcodes) owners.set(barcode, body.data.id);
  return { id: body.data.id, body: body.data, active };
}

/** Parted by spaces or semicolons. Empty is undefined: the barcodes stay. */
function barcodesOf(
  reader: Reader,
  id: string,
  owners: ReadonlyMap<string, string>,
): string[] | undefined {
  const typed = reader.optional('barcodes', 4000);
  if (typed === null || typed === undefined) return undefined;
  const codes: string[] = [];
  for (const part of typed.split(/[\s;]+/).filter((one) => one !== '')) {
    const scan = readScan(part);
    if (scan.kind === 'damaged' || part.length > 64) reader.flaw('barcodes', 'barcode');
    const code = scan.kind === 'gtin' ? scan.gtin : part;
    if ((owners.get(code) ?? id) !== id) reader.flaw('barcodes', 'taken');
    codes.push(code);
  }
  if (codes.length > mostBarcodes) reader.flaw('barcodes', 'tooLong');
  return [...new Set(codes)];
}
