import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultParameters } from '../../../shared/parameters.ts';
import { minor } from '../../../shared/money.ts';
import type { FeedPage } from '../../../shared/feed.ts';
import type { Product } from '../../../shared/product.ts';
import { packageFor, runJob } from '../../../server/headquarters/distribution.ts';
import { distributionState } from '../../../server/headquarters/distributionstate.ts';
import { deleteMaster, saveProduct, saveProducts } from '../../../server/headquarters/masters.ts';
import {
  applyParameters,
  parameterHistory,
  parameterState,
  saveParameters,
} from '../../../server/headquarters/parameters.ts';
import { describeDatabases } from '../databases.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

const product = (id: string, price: number): Product => ({
  id,
  name: { en: `Tea ${id}`, zh: '茶' },
  barcodes: [id],
  price: minor(price),
  tax: 'none',
  category: { en: 'Tea', zh: '茶' },
  favourite: false,
});
const { posting, offlineProfile } = defaultParameters;

describeDatabases('distribution', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  const ask = async (version: number, page: string | null = null): Promise<FeedPage | null> =>
    unwrap(
      await packageFor(world.now(), {
        channel: 'C1',
        versions: { '1040': version },
        job: '1040',
        page,
      }),
    );

  it('hands out what changed since the version, and nothing before its job ran', async () => {
    await saveProducts(world.now(), [product('p1', 100), product('p2', 200)]);
    expect(await ask(0)).toBeNull();
    expect(await runJob(world.now(), '1040', false, 'ruth')).toBe(1);
    expect(await ask(0)).toMatchObject({
      version: 1,
      full: true,
      rows: [{ id: 'p1' }, { id: 'p2' }],
    });
    expect(await ask(1)).toBeNull();
    await saveProduct(world.now(), product('p2', 250));
    await saveProduct(world.now(), product('p1', 100));
    expect(await runJob(world.now(), '1040', false, 'ruth')).toBe(2);
    expect(await ask(1)).toMatchObject({
      version: 2,
      full: false,
      rows: [{ id: 'p2', body: { price: 250 } }],
    });
    await deleteMaster(world.now(), '1040', 'p1');
    await runJob(world.now(), '1040', false, 'ruth');
    expect(await ask(2)).toMatchObject({ version: 3, rows: [{ id: 'p1', deleted: true }] });
    expect(await ask(0)).toMatchObject({
      version: 3,
      full: true,
      rows: [{ id: 'p2', deleted: false }],
    });
    expect(await runJob(world.now(), '1040', false, 'ruth')).toBe(3);
    expect(await runJob(world.now(), '1040', true, 'ruth')).toBe(4);
    expect(await ask(3)).toMatchObject({ version: 4, full: true, rows: [{ id: 'p2' }] });
    const state = await distributionState(world.now().db.query);
    expect(
      state.history
        .filter((run) => run.job === '1040')
        .map(({ version, rows, full, by }) => [version, rows, full, by]),
    ).toEqual([
      [4, 1, true, 'ruth'],
      [3, 0, false, 'ruth'],
      [3, 1, false, 'ruth'],
      [2, 1, false, 'ruth'],
      [1, 2, false, 'ruth'],
    ]);
  });

  it('comes in pages that keep their version', async () => {
    await saveProducts(
      world.now(),
      Array.from({ length: 1201 }, (_, index) =>
        product(`p${String(index).padStart(4, '0')}`, 100),
      ),
    );
    await runJob(world.now(), '1040', false, 'ruth');
    const ids: string[] = [];
    let page = await ask(0);
    for (; page; page = page.next === null ? null : await ask(0, page.next)) {
      expect(page).toMatchObject({ version: 1, full: true });
      ids.push(...page.rows.map((row) => row.id));
      if (ids.length === 500) {
        await saveProduct(world.now(), product('p1100', 900));
        await runJob(world.now(), '1040', false, 'ruth');
      }
    }
    expect(new Set(ids).size).toBe(1201);
    expect(await ask(1)).toMatchObject({
      version: 2,
      rows: [{ id: 'p1100', body: { price: 900 } }],
    });
    expect(
      await packageFor(world.now(), { channel: 'C1', versions: {}, job: '1040', page: 'nonsense' }),
    ).toMatchObject({ fault: { code: 'wire.malformed' } });
  });

  it('saves parameters as versions, applies them with job and reset in one step', async () => {
    const open = { ...posting, giftCard: { ...posting.giftCard, completeOffline: true } };
    const saved = unwrap(
      await saveParameters(world.now(), { base: 0, posting: open, offlineProfile }, 'ruth'),
    );
    expect(saved.version).toBe(1);
    expect((await parameterState(world.now().db.query)).applied.version).toBe(0);
    expect(
      await saveParameters(world.now(), { base: 0, posting, offlineProfile }, 'sam'),
    ).toMatchObject({ fault: { code: 'parameters.conflict', data: { version: 1 } } });
    const limited = { ...open, giftCard: { ...open.giftCard, mostPerSale: minor(20_000) } };
    unwrap(
      await applyParameters(world.now(), { base: 1, posting: limited, offlineProfile }, 'ruth'),
    );
    expect((await parameterState(world.now().db.query)).applied).toMatchObject({
      version: 2,
      posting: { giftCard: { completeOffline: true, mostPerSale: 20_000 } },
    });
    const page = unwrap(
      await packageFor(world.now(), { channel: 'C1', versions: {}, job: '1110', page: null }),
    );
    expect(page?.rows).toMatchObject([{ body: { version: 2 } }]);
    expect((await distributionState(world.now().db.query)).channels).toMatchObject([
      { channel: 'C1', resets: 1 },
    ]);
    const { rows } = unwrap(await parameterHistory(world.now().db.query));
    expect(rows.map((row) => [row.parameters.version, row.savedBy])).toEqual([
      [2, 'ruth'],
      [1, 'ruth'],
    ]);
    // Page by page, each with the version it differs from.
    const { query } = world.now().db;
    const first = unwrap(await parameterHistory(query, { limit: 1 }));
    expect(first.rows).toMatchObject([{ parameters: { version: 2 }, previous: { version: 1 } }]);
    const second = unwrap(await parameterHistory(query, { limit: 1, after: first.next ?? '' }));
    expect(second).toMatchObject({
      rows: [{ parameters: { version: 1 }, previous: null }],
      next: null,
    });
  });
});
