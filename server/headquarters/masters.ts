/** Master data as head office edits it: products, staff, stores with their registers. Nothing leaves before its job runs. */
import { done, type Result } from '../../shared/fault.ts';
import type { JobId, StoreConfiguration } from '../../shared/feed.ts';
import type { Customer } from '../../shared/customer.ts';
import type { Product } from '../../shared/product.ts';
import type { StoreId } from '../../shared/identity.ts';
import type { Staff } from '../../shared/staff.ts';
import { defaultTenderPolicy, type TenderPolicy } from '../../shared/tenderrule.ts';
import {
  customerSchema,
  productSchema,
  staffSchema,
  storeConfigurationSchema,
} from '../../shared/wire/feed.ts';
import type { Act, Headquarters } from './headquarters.ts';

/** Writes a row of master data; it waits for its job when it differs from what was handed out. */
export async function saveMaster(act: Act, job: JobId, id: string, body: unknown): Promise<void> {
  const text = JSON.stringify(body);
  const known = await act
    .selectFrom('master')
    .select(['body_json', 'deleted'])
    .where('job', '=', job)
    .where('id', '=', id)
    .executeTakeFirst();
  if (known && known.body_json === text && known.deleted === 0) return;
  if (known) {
    await act
      .updateTable('master')
      .set({ body_json: text, deleted: 0, waiting: 1 })
      .where('job', '=', job)
      .where('id', '=', id)
      .execute();
    return;
  }
  await act
    .insertInto('master')
    .values({
      job,
      id,
      body_json: text,
      deleted: 0,
      waiting: 1,
      version: 0,
      published_json: null,
      published_deleted: 0,
    })
    .execute();
}

/** Takes a row of master data away; registers forget it after the job's next run. */
export async function deleteMaster(
  headquarters: Headquarters,
  job: JobId,
  id: string,
): Promise<void> {
  await headquarters.db.transaction(async (act) => {
    await act
      .updateTable('master')
      .set({ deleted: 1, waiting: 1 })
      .where('job', '=', job)
      .where('id', '=', id)
      .where('deleted', '=', 0)
      .execute();
  });
}

export async function saveProduct(headquarters: Headquarters, product: Product): Promise<void> {
  await saveProducts(headquarters, [product]);
}

/** Many products in one transaction, for imports and seeding. Each is checked by the wire's schema. */
export async function saveProducts(
  headquarters: Headquarters,
  products: readonly Product[],
): Promise<void> {
  const checked = products.map((product) => productSchema.parse(product));
  await headquarters.db.transaction(async (act) => {
    for (const product of checked) await saveMaster(act, '1040', product.id, product);
  });
}

/** Customers as registers know them, in one transaction. */
export async function saveCustomers(
  headquarters: Headquarters,
  customers: readonly Customer[],
): Promise<void> {
  const checked = customers.map((customer) => customerSchema.parse(customer));
  await headquarters.db.transaction(async (act) => {
    for (const customer of checked) await saveMaster(act, '1010', customer.id, customer);
  });
}

/** `pinHash` is made by `hashPin`. */
export async function saveStaff(headquarters: Headquarters, staff: Staff): Promise<void> {
  const checked = staffSchema.parse(staff);
  await headquarters.db.transaction((act) => saveMaster(act, '1060', checked.id, checked));
}

/** A store of a channel. Its registers follow from `saveRegister`. */
export async function saveStore(
  headquarters: Headquarters,
  store: Omit<StoreConfiguration, 'registers'> & { readonly channel: string },
): Promise<Result<void>> {
  return headquarters.db.transaction(async (act) => {
    const { channel, ...configuration } = store;
    const row = { channel, currency: store.currency, name_json: JSON.stringify(store.name) };
    await act
      .insertInto('store')
      .values({ id: store.store, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
    await saveStoreRow(act, { ...configuration, registers: [] });
    return done;
  });
}

/** Puts the registers that the store has now into its row of job 1070. */
export async function saveStoreRow(act: Act, configuration: StoreConfiguration): Promise<void> {
  const registers = await act
    .selectFrom('register')
    .select(['id', 'name'])
    .where('store', '=', configuration.store)
    .where('active', '=', 1)
    .orderBy('name')
    .execute();
  await saveMaster(
    act,
    '1070',
    configuration.store,
    storeConfigurationSchema.parse({ ...configuration, registers }),
  );
}

/** What a store allows of each way to pay, as it is to be; the published defaults where nothing is set. */
export async function storePolicy(act: Act, store: StoreId): Promise<TenderPolicy> {
  const row = await act
    .selectFrom('master')
    .select('body_json')
    .where('job', '=', '1070')
    .where('id', '=', store)
    .where('deleted', '=', 0)
    .executeTakeFirst();
  const parsed = row && storeConfigurationSchema.safeParse(JSON.parse(row.body_json));
  return (parsed?.success === true ? parsed.data.tenders : undefined) ?? defaultTenderPolicy;
}
