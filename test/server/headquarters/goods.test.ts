/** What head office makes of discounts, prices, customers and voided lines: it reckons each line again and raises nothing by mistake. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { minor } from '../../../shared/money.ts';
import type { Move } from '../../../shared/move.ts';
import type { Sale } from '../../../shared/sale.ts';
import { describeDatabases } from '../databases.ts';
import { accounts, answers, openExceptions, push } from './desk.ts';
import { cash, entryOf, goods, sealedSale } from './sealed.ts';
import { openWorld, type TestWorld } from './world.ts';

const told: readonly Move[] = [
  goods(1000),
  { move: 'discount', line: 1, percentOff: 10_000 },
  goods(2000),
  { move: 'price', line: 2, unitPrice: minor(1500) },
  goods(700),
  { move: 'voidLine', line: 3, reason: 'mistake' },
  { move: 'lineComment', line: 2, comment: 'gift' },
  { move: 'totalDiscount', off: { amount: minor(100) } },
  { move: 'saleComment', comment: '周五来取' },
  { move: 'customer', customer: { id: 'C-1', name: { en: 'Ana', zh: '安娜' }, number: '100001' } },
  { move: 'checkAge', check: { limit: 18, how: 'looksOver', by: 'emma' } },
  cash(2300),
];

describeDatabases('goods', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());
  const send = (sold: Sale) => push(world, 'A', entryOf('A', 1, [], { kind: 'sale', sale: sold }));
  const sold = () => sealedSale({ sale: 's1', register: 'A' }, told);

  it('books a sale with discounts, another price, a customer and a voided line, and names nothing', async () => {
    await send(sold());
    expect(await accounts(world)).toEqual({ cash: 2300, sales: -2300 });
    expect([await answers(world), await openExceptions(world)]).toEqual([['A1 posted'], []]);
  });

  it('names a sale whose total discount lies on other lines than its rule says', async () => {
    const sale = sold();
    const by = [1, -1];
    const lines = sale.lines.map((line, index) => {
      if (line.kind !== 'product') return line;
      const moved = by[index] ?? 0;
      return {
        ...line,
        share: minor(line.share + moved),
        discount: minor(line.discount + moved),
        net: minor(line.net - moved),
        payable: minor(line.payable - moved),
      };
    });
    await send({ ...sale, lines });
    expect(await openExceptions(world)).toEqual([{ kind: 'saleFlaw', amount: 2300 }]);
  });

  it('names a sale whose line costs less than its price', async () => {
    const sale = sold();
    const lines = sale.lines.map((line) =>
      line.kind === 'product' && line.line === 2 ? { ...line, unitPrice: minor(1501) } : line,
    );
    await send({ ...sale, lines });
    expect(await openExceptions(world)).toEqual([{ kind: 'saleFlaw', amount: 2300 }]);
  });
});
