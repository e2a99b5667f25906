/** Products as somebody at head office edits them: checked, against a revision, and kept in the audit. */
import { fail, type Result } from '../../shared/fault.ts';
import type { Product } from '../../shared/product.ts';
import { productSchema } from '../../shared/wire/feed.ts';
import type { MasterList, MastersQuery } from '../../shared/wire/masters.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { noteSave, told, type Saved } from './masteredits.ts';
import { editMaster, listMasters } from './masterrows.ts';
import { storeConfigurations } from './storeedits.ts';

export async function listProducts(
  { db }: Headquarters,
  query: MastersQuery,
): Promise<MasterList<Product>> {
  return listMasters(db.query, '1040', query, (body) => productSchema.parse(body));
}

/** Faults: master.exists, master.conflict, master.invalid { at: 'tax' } for a tax that no store has, { at: 'barcodes' } for another's barcode. */
export async function editProduct(
  headquarters: Headquarters,
  edit: { readonly base: number | null; readonly active: boolean; readonly body: Product },
  by: string,
): Promise<Result<Saved>> {
  const { base, active, body } = edit;
  return headquarters.db.transaction(async (act) => {
    const taxes = await taxCodes(act);
    if (active && !taxes.has(body.tax)) return fail('master.invalid', { at: 'tax' });
    if (active && (await hasOthersBarcode(act, body)))
      return fail('master.invalid', { at: 'barcodes' });
    const revision = await editMaster(act, '1040', base, { id: body.id, body, active });
    if (revision.ok)
      await noteSave(headquarters, act, by, 'product', { id: body.id, active, base });
    return told(revision);
  });
}

/** Codes of the taxes of all stores. */
async function taxCodes(act: Act): Promise<ReadonlySet<string>> {
  const stores = await storeConfigurations(act);
  return new Set(stores.flatMap((store) => store.rates.map((rate) => rate.code)));
}

async function hasOthersBarcode(act: Act, product: Product): Promise<boolean> {
  for (const barcode of product.barcodes) {
    const rows = await act
      .selectFrom('master')
      .select('body_json')
      .where('job', '=', '1040')
      .where('deleted', '=', 0)
      .where('id', '<>', product.id)
      .where((where) =>
        where.or([
          where('search', 'like', `%${barcode.toLowerCase()}%`),
          where.and([where('search', 'is', null), where('body_json', 'like', `%${barcode}%`)]),
        ]),
      )
      .execute();
    const isTaken = rows.some((row) =>
      productSchema.parse(JSON.parse(row.body_json)).barcodes.includes(barcode),
    );
    if (isTaken) return true;
  }
  return false;
}
