/** Products. */
import { readScan, shownCode } from '../../../../shared/barcode.ts';
import { inLanguage, moneyText } from '../../../../shared/notation.ts';
import type { Product } from '../../../../shared/product.ts';
import { masterPaths, productsSchema } from '../../../../shared/wire/masters.ts';
import { useLanguage } from '../display.tsx';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import type { Draft, Read } from './form.tsx';
import { MasterPage } from './list.tsx';
import { isId, moneyDraft, readMoney } from './reading.ts';

export function ProductsPage() {
  const { currency } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const yesNo = [
    { id: 'no', name: say('masters:no') },
    { id: 'yes', name: say('masters:yes') },
  ];
  return (
    <MasterPage<Product, Product>
      kind="products"
      job="1040"
      path={masterPaths.products}
      schema={productsSchema}
      idOf={(body) => body.id}
      titleOf={(body) => inLanguage(body.name, language)}
      columns={[
        { id: 'id', name: say('masters:id'), cell: (row) => row.body.id },
        {
          id: 'name',
          name: say('masters:name'),
          cell: (row) => inLanguage(row.body.name, language),
        },
        {
          id: 'category',
          name: say('masters:category'),
          spare: true,
          cell: (row) => inLanguage(row.body.category, language),
        },
        {
          id: 'price',
          name: say('masters:price'),
          figure: true,
          cell: (row) => moneyText(row.body.price, currency, language),
        },
        { id: 'tax', name: say('masters:tax'), cell: (row) => row.body.tax },
        {
          id: 'barcode',
          name: say('masters:barcode'),
          spare: true,
          cell: (row) => <span className="num">{shownCode(row.body.barcodes[0] ?? '')}</span>,
        },
      ]}
      fields={[
        { id: 'id', label: say('masters:id'), fixed: true, most: 64 },
        { id: 'nameEn', label: say('masters:nameEn') },
        { id: 'nameZh', label: say('masters:nameZh') },
        { id: 'price', label: say('masters:price'), figure: true },
        { id: 'tax', label: say('masters:tax'), most: 64 },
        { id: 'categoryEn', label: say('masters:categoryEn') },
        { id: 'categoryZh', label: say('masters:categoryZh') },
        { id: 'barcodes', label: say('masters:barcodes'), figure: true, most: 1000 },
        {
          id: 'unit',
          label: say('masters:unit'),
          choices: [
            { id: 'piece', name: say('masters:piece') },
            { id: 'kg', name: say('masters:kg') },
          ],
        },
        { id: 'ageLimit', label: say('masters:ageLimit'), figure: true },
        { id: 'favourite', label: say('masters:favourite'), choices: yesNo },
      ]}
      draftOf={(body) => draftOf(body, currency)}
      read={(draft, before) => readProduct(draft, before, currency)}
      refused={{ tax: 'masters:badTax', barcodes: 'masters:badBarcodes' }}
    />
  );
}

const draftOf = (body: Product | null, currency: string): Draft => ({
  id: body?.id ?? '',
  nameEn: body?.name.en ?? '',
  nameZh: body?.name.zh ?? '',
  price: moneyDraft(body?.price ?? null, currency),
  tax: body?.tax ?? '',
  categoryEn: body?.category.en ?? '',
  categoryZh: body?.category.zh ?? '',
  barcodes: (body?.barcodes ?? []).map(shownCode).join(' '),
  unit: body?.unit ?? 'piece',
  ageLimit: String(body?.ageLimit ?? ''),
  favourite: body?.favourite === true ? 'yes' : 'no',
});

function readProduct(draft: Draft, before: Product | null, currency: string): Read<Product> {
  const of = (id: string): string => (draft[id] ?? '').trim();
  if (!isId(of('id'))) return { at: 'id', flaw: 'masters:badId' };
  for (const at of ['nameEn', 'nameZh', 'tax', 'categoryEn', 'categoryZh'])
    if (of(at) === '') return { at, flaw: 'masters:badText' };
  const price = readMoney(of('price'), currency);
  if (price === undefined || price === null) return { at: 'price', flaw: 'masters:badMoney' };
  const scans = of('barcodes')
    .split(/[\s;]+/)
    .filter((code) => code !== '')
    .map((code) => readScan(code));
  if (scans.some((scan) => scan.kind === 'damaged'))
    return { at: 'barcodes', flaw: 'masters:badBarcodes' };
  const age = of('ageLimit');
  if (age !== '' && !/^\d{1,3}$/.test(age)) return { at: 'ageLimit', flaw: 'masters:badNumber' };
  const { ageLimit: _age, unit: _unit, ...kept } = before ?? { ageLimit: 0, unit: 'piece' };
  return {
    body: {
      ...kept,
      ...{ id: of('id'), price, tax: of('tax'), favourite: of('favourite') === 'yes' },
      name: { en: of('nameEn'), zh: of('nameZh') },
      category: { en: of('categoryEn'), zh: of('categoryZh') },
      barcodes: scans.map((scan) => (scan.kind === 'gtin' ? scan.gtin : scan.text)),
      ...(of('unit') === 'kg' ? { unit: 'kg' as const } : {}),
      ...(age === '' ? {} : { ageLimit: Number(age) }),
    },
  };
}
