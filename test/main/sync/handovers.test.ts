/**
 * Suspended sales between three registers on real database files, over the channel's real board: lines are cut, requests and answers are lost or
 * come late, processes are killed, the channel forgets everything. Each sale is always at exactly one place.
 */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readOpenCart, suspendedCarts } from '../../../main/database/carts.ts';
import { cameFrom, giveSale, givenSales, takeSale } from '../../../main/database/handovers.ts';
import { makeBoard } from '../../../server/channel/suspended.ts';
import type { Result } from '../../../shared/fault.ts';
import { names, Store, type Fate } from './handoverstore.ts';

let store: Store | undefined;
const opened = (): Store => {
  store = new Store();
  return store;
};
afterEach(async () => {
  await store?.end();
  store = undefined;
});

describe('a suspended sale of another register', () => {
  it('goes over with the consent of its register, and back again', async () => {
    const shop = opened();
    const sale = shop.suspend(0);
    for (const [from, to] of [
      [0, 1],
      [1, 0],
      [0, 2],
    ] as const) {
      await shop.heal();
      const fetched = shop.at(to).handovers.fetch(sale);
      for (let round = 0; round < 12; round += 1) await shop.tick();
      expect(await fetched).toEqual({ ok: true, value: undefined });
      expect(suspendedCarts(shop.at(from).db)).toEqual([]);
      expect(suspendedCarts(shop.at(to).db)).toMatchObject([
        { by: 'mei', cart: { sale, register: names[to] } },
      ]);
      expect(cameFrom(shop.at(to).db, sale)).toBe(names[from].slice(-3));
      shop.check();
    }
  });

  it('goes to one of two that want it; the other hears who was first', async () => {
    const shop = opened();
    const sale = shop.suspend(0);
    await shop.heal();
    const fetching = [1, 2].map((index) => shop.at(index).handovers.fetch(sale));
    for (let round = 0; round < 40; round += 1) await shop.tick();
    const results = await Promise.all(fetching);
    expect(results.filter((one) => one.ok)).toHaveLength(1);
    expect(results.find((one) => !one.ok)).toMatchObject({
      fault: { code: 'suspend.wanted', data: { register: 'R02' } },
    });
  });

  it('stays with a register that is not connected, which recalls it', async () => {
    const shop = opened();
    const sale = shop.suspend(0);
    await shop.heal();
    shop.at(0).up = false;
    for (let round = 0; round < 25; round += 1) {
      void shop.at(1).handovers.suspended();
      await shop.tick();
    }
    expect(await shop.at(1).handovers.suspended()).toMatchObject({
      value: [{ sale, registerName: 'R01' }],
    });
    expect(await shop.at(1).handovers.fetch(sale)).toMatchObject({
      fault: { code: 'suspend.away', data: { register: 'R01' } },
    });
    shop.sell(0, 0);
    await shop.heal();
    expect(await shop.at(1).handovers.fetch(sale)).toMatchObject({
      fault: { code: 'cart.unknown' },
    });
  });

  it('is not waited for without end', async () => {
    const shop = opened();
    const sale = shop.suspend(0);
    await shop.heal();
    shop.at(0).up = false;
    const fetched = shop.at(1).handovers.fetch(sale);
    for (let round = 0; round < 30; round += 1) await shop.tick();
    expect(['suspend.noAnswer', 'suspend.away']).toContain(codeOf(await fetched));
    shop.check();
  });

  it('gives up after its time while the register still seems to be there', async () => {
    const shop = opened();
    const sale = shop.suspend(0);
    await shop.heal();
    // Its register says on and on that it has the sale, and never hears the answer.
    const fetched = shop.at(1).handovers.fetch(sale);
    for (let round = 0; round < 40; round += 1) {
      shop.at(0).fate = 'lostAnswer';
      void shop.at(0).handovers.suspended();
      await shop.tick();
    }
    expect(await fetched).toMatchObject({ fault: { code: 'suspend.noAnswer' } });
    shop.check();
  });

  it('that was sold here already is not taken again, and none comes twice', () => {
    const shop = opened();
    const { till } = shop.at(0);
    till.sell(500, 'sale-9');
    const cart = readOpenCart(till.db);
    till.commit();
    if (cart === null) throw new Error('no cart');
    const arrived = { handover: 'h-9', at: shop.clock.now(), by: 'mei', cart, from: 'R02' };
    takeSale(till.db, arrived, shop.clock.now());
    expect(suspendedCarts(till.db)).toEqual([]);
    takeSale(
      till.db,
      { ...arrived, handover: 'h-10', cart: { ...cart, sale: 'sale-10' } },
      shop.clock.now(),
    );
    expect(
      giveSale(till.db, { handover: 'h-11', sale: 'sale-10', to: 'S01-R03' }, shop.clock.now()),
    ).toBe(true);
    takeSale(
      till.db,
      { ...arrived, handover: 'h-10', cart: { ...cart, sale: 'sale-10' } },
      shop.clock.now(),
    );
    expect(suspendedCarts(till.db)).toEqual([]);
    expect(
      giveSale(till.db, { handover: 'h-12', sale: 'sale-10', to: 'S01-R02' }, shop.clock.now()),
    ).toBe(false);
  });
});

const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.fault.code);

const act = fc.record({
  what: fc.constantFrom(
    'suspend',
    'sell',
    'want',
    'want',
    'tick',
    'tick',
    'tick',
    'kill',
    'forget',
    'late',
    'line',
    'fate',
  ),
  index: fc.nat(2),
  pick: fc.nat(5),
  fate: fc.constantFrom<Fate>('lostRequest', 'lostAnswer', 'late'),
});

it('is always at exactly one place, whatever is lost, late, cut, killed or forgotten', async () => {
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 60 }), async (acts) => {
      const shop = new Store();
      try {
        for (const { what, index, pick, fate } of acts) {
          const machine = shop.at(index);
          if (what === 'suspend') shop.suspend(index);
          else if (what === 'sell') shop.sell(index, pick);
          else if (what === 'want') shop.want(index, pick);
          else if (what === 'kill') await shop.kill(index);
          else if (what === 'forget') shop.board = makeBoard(shop.clock);
          else if (what === 'late') shop.late.shift()?.();
          else if (what === 'line') machine.up = !machine.up;
          else if (what === 'fate') machine.fate = fate;
          await shop.tick();
          shop.check();
        }
        await shop.heal();
        for (const deliver of shop.late.splice(0)) deliver();
        await shop.heal();
        shop.check();
        for (const one of shop.machines) expect(givenSales(one.db)).toEqual([]);
        moved += shop.fetched.filter((each) => each.result.ok).length;
      } finally {
        await shop.end();
      }
    }),
    { numRuns: 25 },
  );
  expect(moved).toBeGreaterThan(0);
}, 60_000);
