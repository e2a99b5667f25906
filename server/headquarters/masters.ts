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
import { saveMasters, type MasterWrite } from './masterrows.ts';
import { readSetting } from './settings.ts';
import { keepStore } from './storeedits.ts';

/** Takes a row of master data away; registers forget it after the job's next run. */
export async function deleteMaster(
  headquarters: Headquarters,
  job: JobId,
  id: string,
): Promise<void> {
  await headquarters.db.transaction(async (act) => {
    await act
      .updateTable('master')
      .set((where) => ({ deleted: 1, waiting: 1, revision: where('revision', '+', 1) }))
      .where('job', '=', job)
      .where('id', '=', id)
      .where('deleted', '=', 0)
      .execute();
  });
}

const activeRow = <Body extends { readonly id: string }>(body: Body): MasterWrite => ({
  id: body.id,
  body,
  active: true,
});

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
    await saveMasters(act, '1040', checked.map(activeRow));
  });
}

/** Customers as registers know them, in one transaction. */
export async function saveCustomers(
  headquarters: Headquarters,
  customers: readonly Customer[],
): Promise<void> {
  const checked = customers.map((customer) => customerSchema.parse(customer));
  await headquarters.db.transaction(async (act) => {
    await saveMasters(act, '1010', checked.map(activeRow));
  });
}

/** `pinHash` is made by `hashPin`. */
export async function saveStaff(headquarters: Headquarters, staff: Staff): Promise<void> {
  const checked = staffSchema.parse(staff);
  await headquarters.db.transaction((act) => saveMasters(act, '1060', [activeRow(checked)]));
}

/** A store of a channel. Its registers follow from `saveRegister`. */
export async function saveStore(
  headquarters: Headquarters,
  store: Omit<StoreConfiguration, 'registers'> & { readonly channel: string },
): Promise<Result<void>> {
  return headquarters.db.transaction(async (act) => {
    const { channel, ...configuration } = store;
    await keepStore(act, channel, store);
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
  const email = await readSetting(act, 'email');
  const body = storeConfigurationSchema.parse({
    ...configuration,
    registers,
    ...(email === null ? {} : { email: email === 'yes' }),
  });
  await saveMasters(act, '1070', [{ id: configuration.store, body, active: true }]);
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
