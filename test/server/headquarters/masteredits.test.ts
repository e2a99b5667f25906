/** Products, staff and stores as two people at head office edit them, and as they reach channels. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { minor } from '../../../shared/money.ts';
import type { Product } from '../../../shared/product.ts';
import { isPin } from '../../../server/headquarters/pins.ts';
import { packageFor, runJob } from '../../../server/headquarters/distribution.ts';
import { findMaster } from '../../../server/headquarters/masterrows.ts';
import { saveStore } from '../../../server/headquarters/masters.ts';
import { editProduct, listProducts } from '../../../server/headquarters/productedits.ts';
import { editStaff, listStaff, resetPin } from '../../../server/headquarters/staffedits.ts';
import { editStore, listStores } from '../../../server/headquarters/storeedits.ts';
import type { MastersQuery } from '../../../shared/wire/masters.ts';
import { staffSchema } from '../../../shared/wire/feed.ts';
import { describeDatabases } from '../databases.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

const name = { en: 'Harbour Street', zh: '海港街' };
const tax = {
  code: 'VAT',
  mode: 'inclusive' as const,
  rate: 20_000,
  name: { en: 'VAT', zh: '增值税' },
};

describeDatabases('master data', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
    unwrap(
      await saveStore(world.now(), {
        ...{ store: 'S1', name, address: name, currency: 'USD', rates: [tax], channel: 'C1' },
      }),
    );
  });
  afterEach(() => world.close());

  const product = (id: string, more: Partial<Product> = {}): Product => ({
    ...{
      id,
      name: { en: `Tea ${id}`, zh: `茶 ${id}` },
      barcodes: [],
      price: minor(250),
      tax: 'VAT',
    },
    ...{ category: { en: 'Tea', zh: '茶' }, favourite: false },
    ...more,
  });
  const save = (base: number | null, body: Product, active = true) =>
    editProduct(world.now(), { base, active, body }, 'ruth');
  const list = async (query: Partial<MastersQuery> = {}) =>
    listProducts(world.now(), { text: '', show: 'active', ...query });
  const ids = async (query: Partial<MastersQuery>) =>
    (await list(query)).rows.map((row) => row.body.id);

  it('saves against the revision that was shown, and hands nothing out before its job', async () => {
    expect(unwrap(await save(null, product('p1'))).revision).toBe(1);
    expect(await save(null, product('p1'))).toMatchObject({ fault: { code: 'master.exists' } });
    expect(unwrap(await save(1, product('p1', { price: minor(300) }))).revision).toBe(2);
    // Whoever began with the first revision saves over nobody.
    expect(await save(1, product('p1', { price: minor(275) }))).toMatchObject({
      fault: { code: 'master.conflict', data: { id: 'p1' } },
    });
    expect((await list()).rows).toMatchObject([
      { body: { price: 300 }, revision: 2, waiting: true },
    ]);
    const versions = { '1070': await runJob(world.now(), '1070', false, 'ruth') };
    const ask = { channel: 'C1', versions, job: '1040' as const, page: null };
    expect(unwrap(await packageFor(world.now(), ask))).toBeNull();
    await runJob(world.now(), '1040', false, 'ruth');
    expect(unwrap(await packageFor(world.now(), ask))?.rows).toMatchObject([
      { id: 'p1', body: { price: 300 } },
    ]);
    unwrap(await save(2, product('p1'), false));
    expect(await ids({ show: 'inactive' })).toEqual(['p1']);
    await runJob(world.now(), '1040', false, 'ruth');
    const after = { ...ask, versions: { ...versions, '1040': 1 } };
    expect(unwrap(await packageFor(world.now(), after))?.rows).toMatchObject([{ deleted: true }]);
  });

  it('refuses a tax that no store has, and a barcode of another product', async () => {
    expect(await save(null, product('p1', { tax: 'NONE' }))).toMatchObject({
      fault: { code: 'master.invalid', data: { at: 'tax' } },
    });
    unwrap(await save(null, product('p1', { barcodes: ['00012345678905'] })));
    expect(await save(null, product('p2', { barcodes: ['00012345678905'] }))).toMatchObject({
      fault: { code: 'master.invalid', data: { at: 'barcodes' } },
    });
  });

  it('finds by any text in either language, page by page', async () => {
    for (let at = 0; at < 102; at += 1)
      unwrap(await save(null, product(`p${String(at).padStart(3, '0')}`)));
    const first = await list();
    expect(first.rows).toHaveLength(100);
    expect(first.counts).toEqual({ active: 102, waiting: 102, inactive: 0 });
    expect(await ids({ after: first.next ?? '' })).toEqual(['p100', 'p101']);
    expect(await ids({ text: 'TEA P007' })).toEqual(['p007']);
    expect(await ids({ text: '茶 p10' })).toEqual(['p100', 'p101']);
  });

  it('keeps PINs from the page, gives a new one once, and keeps it through edits', async () => {
    const emma = {
      id: 'emma',
      name: { en: 'Emma', zh: '艾玛' },
      role: 'cashier' as const,
      badge: 'B-1',
    };
    unwrap(await editStaff(world.now(), { base: null, active: true, body: emma }, 'ruth'));
    const shown = await listStaff(world.now(), { text: 'emma', show: 'active' });
    expect(shown.rows).toMatchObject([{ body: { id: 'emma', hasPin: false } }]);
    const { pin, revision } = unwrap(
      await resetPin(world.now(), { staff: 'emma', base: 1 }, 'ruth'),
    );
    expect(pin).toMatch(/^\d{6}$/);
    expect(await resetPin(world.now(), { staff: 'emma', base: 1 }, 'ruth')).toMatchObject({
      fault: { code: 'master.conflict' },
    });
    const body = { ...emma, role: 'manager' as const };
    unwrap(await editStaff(world.now(), { base: revision, active: true, body }, 'ruth'));
    const stored = staffSchema.parse(
      (await findMaster(world.now().db.query, '1060', 'emma'))?.body,
    );
    expect(stored.role).toBe('manager');
    expect(await isPin(pin, stored.pinHash)).toBe(true);
    const other = { ...emma, id: 'otto' };
    expect(
      await editStaff(world.now(), { base: null, active: true, body: other }, 'ruth'),
    ).toMatchObject({ fault: { code: 'master.invalid', data: { at: 'badge' } } });
  });

  it('keeps a tax that products have, a currency, and the registers of a store', async () => {
    unwrap(await save(null, product('p1')));
    const [row] = (await listStores(world.now(), { text: '', show: 'active' })).rows;
    if (row === undefined) throw new Error('there is a store');
    const { channel, configuration } = row.body;
    const edit = (change: object, to = channel) =>
      editStore(
        world.now(),
        {
          ...{ base: row.revision, active: true },
          body: { channel: to, configuration: { ...configuration, ...change } },
        },
        'ruth',
      );
    expect(await edit({ rates: [] })).toMatchObject({
      fault: { code: 'tax.used', data: { count: 1 } },
    });
    expect(await edit({ currency: 'EUR' })).toMatchObject({ fault: { data: { at: 'currency' } } });
    expect(await edit({}, 'C9')).toMatchObject({ fault: { data: { at: 'channel' } } });
    expect(await edit({ timeZone: 'Asia/Shanghia' })).toMatchObject({
      fault: { code: 'master.invalid', data: { at: 'timeZone' } },
    });
    const address = { en: '1 Quay', zh: '码头 1 号' };
    unwrap(await edit({ address, registers: [], timeZone: 'Asia/Shanghai' }));
    const kept = world.now().db.query.selectFrom('store').select('time_zone');
    expect(await kept.where('id', '=', 'S1').execute()).toEqual([{ time_zone: 'Asia/Shanghai' }]);
    const [after] = (await listStores(world.now(), { text: 'quay', show: 'active' })).rows;
    expect(after?.body.configuration.registers.map(({ id }) => id)).toEqual(['A', 'B']);
    expect(await edit({})).toMatchObject({ fault: { code: 'master.conflict' } });
  });
});
