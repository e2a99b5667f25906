/** Stores as somebody at head office edits them: with their taxes, tender types and limits. */
import { fail, type Result } from '../../shared/fault.ts';
import type { StoreConfiguration } from '../../shared/feed.ts';
import { isTimeZone } from '../../shared/timezone.ts';
import { storeConfigurationSchema } from '../../shared/wire/feed.ts';
import type {
  MasterList,
  MastersQuery,
  OfficeStore,
  SaveStore,
} from '../../shared/wire/masters.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { noteSave, told, type Saved } from './masteredits.ts';
import { editMaster, findMaster, listMasters } from './masterrows.ts';

export async function listStores(
  { db }: Headquarters,
  query: MastersQuery,
): Promise<MasterList<OfficeStore>> {
  const rows = await db.query.selectFrom('store').select(['id', 'channel']).execute();
  const channels = new Map(rows.map((row) => [row.id, row.channel]));
  return listMasters(db.query, '1070', query, (body) => {
    const configuration = storeConfigurationSchema.parse(body);
    return { channel: channels.get(configuration.store) ?? '', configuration };
  });
}

export async function storeConfigurations(act: Act): Promise<StoreConfiguration[]> {
  const rows = await act
    .selectFrom('master')
    .select('body_json')
    .where('job', '=', '1070')
    .where('deleted', '=', 0)
    .orderBy('id')
    .execute();
  return rows.map((row) => storeConfigurationSchema.parse(JSON.parse(row.body_json)));
}

/**
 * A store keeps its registers, whatever the edit says of them, and its currency once it has one. Faults: master.exists, master.conflict,
 * master.invalid { at: 'channel' } for an unknown channel, { at: 'currency' }, { at: 'timeZone' } for one that is not known, tax.used { count } when products still have a tax that goes.
 */
export async function editStore(
  headquarters: Headquarters,
  { base, active, body: { channel, configuration } }: SaveStore,
  by: string,
): Promise<Result<Saved>> {
  const { store: id, currency, timeZone } = configuration;
  if (timeZone !== undefined && !isTimeZone(timeZone))
    return fail('master.invalid', { at: 'timeZone' });
  return headquarters.db.transaction(async (act) => {
    const served = await act
      .selectFrom('channel')
      .select('id')
      .where('id', '=', channel)
      .executeTakeFirst();
    if (!served) return fail('master.invalid', { at: 'channel' });
    const known = await findMaster(act, '1070', id);
    const before = known === undefined ? null : storeConfigurationSchema.parse(known.body);
    if (before !== null && before.currency !== currency)
      return fail('master.invalid', { at: 'currency' });
    const used = await productsOfLostTaxes(act, configuration, before);
    if (used > 0) return fail('tax.used', { count: used });
    const body: StoreConfiguration = { ...configuration, registers: before?.registers ?? [] };
    const revision = await editMaster(act, '1070', base, { id, body, active });
    if (!revision.ok) return revision;
    await keepStore(act, channel, configuration);
    await noteSave(headquarters, act, by, 'store', { id, active, base });
    return told(revision);
  });
}

/** The row that registers, locks and names refer to. */
export async function keepStore(
  act: Act,
  channel: string,
  store: Pick<StoreConfiguration, 'store' | 'currency' | 'name' | 'timeZone'>,
): Promise<void> {
  const facts = {
    ...{ channel, currency: store.currency, name_json: JSON.stringify(store.name) },
    time_zone: store.timeZone ?? null,
  };
  await act
    .insertInto('store')
    .values({ id: store.store, ...facts })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(facts))
    .execute();
}

/** Active products with a tax that the store had and will not have: they would be sold there without tax. */
async function productsOfLostTaxes(
  act: Act,
  after: StoreConfiguration,
  before: StoreConfiguration | null,
): Promise<number> {
  const kept = new Set(after.rates.map((rate) => rate.code));
  const lost = (before?.rates ?? []).map((rate) => rate.code).filter((code) => !kept.has(code));
  let used = 0;
  for (const code of lost) {
    const { products } = await act
      .selectFrom('master')
      .select((where) => where.fn.countAll<number>().as('products'))
      .where('job', '=', '1040')
      .where('deleted', '=', 0)
      .where('body_json', 'like', `%"tax":${JSON.stringify(code)}%`)
      .executeTakeFirstOrThrow();
    used += Number(products);
  }
  return used;
}
