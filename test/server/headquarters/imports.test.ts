/** Master data from CSV files: each flawed row is named by row and column, and nothing is written half. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { storeConfigurationSchema } from '../../../shared/wire/feed.ts';
import type { ImportKind } from '../../../shared/wire/masters.ts';
import { applyImport, previewImport } from '../../../server/headquarters/imports/import.ts';
import { findMaster } from '../../../server/headquarters/masterrows.ts';
import { saveStaff, saveStore } from '../../../server/headquarters/masters.ts';
import { editProduct } from '../../../server/headquarters/productedits.ts';
import { describeDatabases } from '../databases.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

const name = { en: 'Harbour Street', zh: '海港街' };
const tax = {
  code: 'VAT',
  mode: 'inclusive' as const,
  rate: 20_000,
  name: { en: 'VAT', zh: '增值税' },
};
const heading = 'id,name_en,name_zh,price,tax,category_en,category_zh,barcodes,active';

describeDatabases('imports', (place) => {
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

  const preview = async (kind: ImportKind, ...lines: string[]) =>
    unwrap(await previewImport(world.now(), kind, lines.join('\n')));
  const flaws = async (kind: ImportKind, ...lines: string[]): Promise<string[]> =>
    (await preview(kind, ...lines)).flaws.map(({ row, column, why }) => `${row} ${column} ${why}`);
  const apply = (kind: ImportKind, flawed: 'refuse' | 'leaveOut', ...lines: string[]) =>
    applyImport(world.now(), { kind, csv: lines.join('\n'), flawed }, 'ruth');
  const bodyOf = async (job: '1040' | '1060' | '1070', id: string): Promise<unknown> =>
    (await findMaster(world.now().db.query, job, id))?.body;

  const good = 'p1,Tea,茶,2.50,VAT,Drinks,饮料,0012345678905;T-1,yes';

  it('names what is wrong with each row, by its row and column', async () => {
    expect(
      await flaws(
        'products',
        heading,
        good,
        'p2,,茶,2.50,VAT,Drinks,饮料,,',
        'p 3,Tea,茶,2.505,VAT,Drinks,饮料,,',
        'p4,Tea,茶,-1,NONE,Drinks,饮料,1234567890123,maybe',
        'p1,Tea,茶,2.50,VAT,Drinks,饮料,,',
        'p6,Tea,茶,2.50,VAT,Drinks,饮料,T-1,',
        'p7,Tea,茶',
        '',
        `p8,${'x'.repeat(201)},茶,2.50,VAT,Drinks,饮料,,`,
      ),
    ).toEqual([
      '3 name_en empty',
      '4 id id',
      '4 price price',
      '5 price price',
      '5 tax unknownTax',
      '5 barcodes barcode',
      '5 active yesNo',
      '6 id twice',
      '7 barcodes taken',
      '8  unreadable',
      '10 name_en tooLong',
    ]);
  });

  it('reads no further when the heading is flawed, and nothing that is no table', async () => {
    expect(await flaws('products', 'id,name_en,colour', 'p1,Tea,red')).toEqual([
      ...['name_zh', 'price', 'tax', 'category_en', 'category_zh'].map(
        (one) => `1 ${one} missingColumn`,
      ),
      '1 colour unknownColumn',
    ]);
    expect(await apply('products', 'leaveOut', 'id,name_en', 'p1,Tea')).toMatchObject({
      fault: { code: 'import.flawed' },
    });
    expect(await previewImport(world.now(), 'products', 'id,"name\n')).toMatchObject({
      fault: { code: 'import.unreadable' },
    });
    expect(await previewImport(world.now(), 'products', '')).toMatchObject({
      fault: { code: 'import.unreadable' },
    });
  });

  it('writes all or nothing, or the good rows when asked', async () => {
    const lines = [`\uFEFF${heading}`, good, 'p2,Mug,杯,x,VAT,Drinks,饮料,,'];
    expect(await preview('products', ...lines)).toMatchObject({
      ...{ rows: 2, fresh: 1, changed: 0, same: 0, flawedRows: 1 },
    });
    expect(await apply('products', 'refuse', ...lines)).toMatchObject({
      fault: { code: 'import.flawed', data: { count: 1 } },
    });
    expect(await bodyOf('1040', 'p1')).toBeUndefined();
    expect(unwrap(await apply('products', 'leaveOut', ...lines))).toEqual({
      written: 1,
      leftOut: 1,
    });
    expect(await bodyOf('1040', 'p1')).toMatchObject({
      ...{ price: 250, barcodes: ['00012345678905', 'T-1'], name: { zh: '茶' } },
    });
    expect(await preview('products', heading, good)).toMatchObject({
      same: 1,
      fresh: 0,
      changed: 0,
    });
    expect(unwrap(await apply('products', 'refuse', heading, good)).written).toBe(0);
  });

  it('keeps what a file does not say, and revives what was put away', async () => {
    const body = {
      ...{
        id: 'p1',
        name: { en: 'Tea', zh: '茶' },
        barcodes: ['T-1'],
        price: 250 as never,
        tax: 'VAT',
      },
      ...{ category: { en: 'Drinks', zh: '饮料' }, favourite: true, ageLimit: 18 },
    };
    unwrap(await editProduct(world.now(), { base: null, active: false, body }, 'ruth'));
    const short = 'id,name_en,name_zh,price,tax,category_en,category_zh';
    unwrap(await apply('products', 'refuse', short, 'p1,Tea,茶,3.00,VAT,Drinks,饮料'));
    expect(await findMaster(world.now().db.query, '1040', 'p1')).toMatchObject({
      active: true,
      body: { price: 300, favourite: true, ageLimit: 18, barcodes: ['T-1'] },
    });
  });

  it('imports staff without PINs and keeps those there are', async () => {
    await saveStaff(world.now(), {
      ...{ id: 'emma', name: { en: 'Emma', zh: '艾玛' }, role: 'cashier', pinHash: 'kept' },
    });
    const head = 'id,name_en,name_zh,role,badge';
    expect(
      await flaws(
        'staff',
        head,
        'emma,Emma,艾玛,chief,',
        'otto,Otto,奥托,cashier,B1',
        'anna,Anna,安娜,cashier,B1',
      ),
    ).toEqual(['2 role choice', '4 badge taken']);
    unwrap(
      await apply('staff', 'refuse', head, 'emma,Emma,艾玛,manager,', 'otto,Otto,奥托,CASHIER,B1'),
    );
    expect(await bodyOf('1060', 'emma')).toMatchObject({ role: 'manager', pinHash: 'kept' });
    expect(await bodyOf('1060', 'otto')).toMatchObject({
      role: 'cashier',
      pinHash: '',
      badge: 'B1',
    });
  });

  it('imports stores, their taxes and their tender types', async () => {
    const stores = 'id,name_en,name_zh,address_en,address_zh,currency,channel,shift,time_zone';
    expect(
      await flaws(
        'stores',
        stores,
        'S2,Mill,磨坊,1 Mill,磨坊 1,US,C9,never,+08:00',
        'S1,H,海,1,1,EUR,C1,,Asia/Shanghia',
      ),
    ).toEqual([
      '2 currency currency',
      '2 channel unknownChannel',
      '2 shift choice',
      '2 time_zone timeZone',
      '3 currency notAllowed',
      '3 time_zone timeZone',
    ]);
    const mill = 'S2,Mill,磨坊,1 Mill,磨坊 1,USD,C1,required';
    const zoneOf = async (): Promise<unknown> => {
      const { query } = world.now().db;
      const row = query.selectFrom('store').select('time_zone').where('id', '=', 'S2');
      const kept = (await row.executeTakeFirstOrThrow()).time_zone;
      const { timeZone = null } = storeConfigurationSchema.parse(await bodyOf('1070', 'S2'));
      return kept === timeZone ? kept : [kept, timeZone];
    };
    unwrap(await apply('stores', 'refuse', stores, `${mill},Asia/Shanghai`));
    expect(await zoneOf()).toBe('Asia/Shanghai');
    const [without] = stores.split(',time_zone');
    unwrap(await apply('stores', 'refuse', without ?? '', mill));
    expect(await zoneOf()).toBe('Asia/Shanghai');
    unwrap(await apply('stores', 'refuse', stores, `${mill},`));
    expect(await zoneOf()).toBe(null);
    const taxes = 'store,code,name_en,name_zh,mode,percent';
    expect(
      await flaws(
        'taxes',
        taxes,
        'S9,A,A,甲,inclusive,5',
        'S2,A,A,甲,both,5',
        'S2,B,B,乙,inclusive,5.1234',
      ),
    ).toEqual(['2 store unknownStore', '3 mode choice', '4 percent number']);
    unwrap(
      await apply(
        'taxes',
        'refuse',
        taxes,
        'S2,VAT,VAT,增值税,inclusive,13',
        'S2,LOW,Low,低税,inclusive,6.5%',
        'S1,VAT,VAT,增值税,inclusive,21',
      ),
    );
    expect(await bodyOf('1070', 'S2')).toMatchObject({
      shift: 'required',
      rates: [
        { code: 'VAT', rate: 13_000 },
        { code: 'LOW', rate: 6500 },
      ],
    });
    expect(await bodyOf('1070', 'S1')).toMatchObject({ rates: [{ rate: 21_000 }] });
    const tenders = 'store,kind,most_per_sale,part,back';
    expect(
      await flaws(
        'tenders',
        tenders,
        'S2,shells,,,',
        'S2,currency,,,yes',
        'S2,cash,1,,',
        'S2,cash,2,,',
      ),
    ).toEqual(['2 kind choice', '3 back notAllowed', '5 kind twice']);
    const changing = 'store,kind,most_over,change,memo_from';
    expect(
      await flaws('tenders', changing, 'S2,cash,,creditMemo,', 'S2,check,9.00,shells,'),
    ).toEqual(['2 change notAllowed', '3 change choice']);
    unwrap(await apply('tenders', 'refuse', changing, 'S2,check,90.00,creditMemo,5.00'));
    expect(await bodyOf('1070', 'S2')).toMatchObject({
      tenders: { kinds: { check: { mostOver: 9000, change: 'creditMemo', memoFrom: 500 } } },
    });
    unwrap(await apply('tenders', 'refuse', tenders, 'S2,check,200.00,no,'));
    expect(await bodyOf('1070', 'S2')).toMatchObject({
      tenders: {
        kinds: { check: { mostPerSale: 20_000, part: false, back: false, change: 'creditMemo' } },
      },
    });
    const least = 'store,kind,least_per_line,back_by_receipt';
    expect(
      await flaws('tenders', least, 'S2,card,x,', 'S2,giftCard,5.00,', 'S2,check,,yes'),
    ).toEqual([
      '2 least_per_line price',
      '3 least_per_line notAllowed',
      '4 back_by_receipt notAllowed',
    ]);
    unwrap(await apply('tenders', 'refuse', least, 'S2,card,5.00,', 'S2,cash,,yes'));
    const ruleOf = async (kind: 'card' | 'cash' | 'check') =>
      storeConfigurationSchema.parse(await bodyOf('1070', 'S2')).tenders?.kinds[kind];
    expect(await ruleOf('card')).toMatchObject({ leastPerLine: 500 });
    expect(await ruleOf('cash')).toMatchObject({ backByReceipt: true });
    // A column that the file has not leaves what is there; an empty cell of one that it has takes the limit away.
    unwrap(await apply('tenders', 'refuse', 'store,kind,part', 'S2,card,no', 'S2,check,yes'));
    expect(await ruleOf('card')).toMatchObject({ leastPerLine: 500, part: false });
    expect(await ruleOf('check')).toMatchObject({ mostPerSale: 20_000, part: true });
    unwrap(await apply('tenders', 'refuse', least, 'S2,card,,', 'S2,cash,,no'));
    expect(await ruleOf('card')).not.toHaveProperty('leastPerLine');
    expect(await ruleOf('cash')).not.toHaveProperty('backByReceipt');
  });
});
