import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EntryBody } from '../../../shared/entry.ts';
import { describeDatabases } from '../databases.ts';
import { answers, openExceptions, push, sale } from './desk.ts';
import { cash, entryOf, goods, sealedSale } from './sealed.ts';
import { teaBack } from './teaback.ts';
import { openWorld, type TestWorld } from './world.ts';

/** One tea of receipt R-s1 comes back at another register. */
const returned = (id: string, register: string): EntryBody => ({
  kind: 'sale',
  sale: sealedSale({ sale: id, register, receipt: `R-${id}` }, [teaBack('R-s1'), cash(-500)]),
});
const sold = sale({ sale: 's1', register: 'A' }, [goods(500), cash(500)]);

describeDatabases('returns', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  it('lets come back what was sold', async () => {
    await push(world, 'A', entryOf('A', 1, [], sold));
    await push(world, 'B', entryOf('B', 1, [], returned('r1', 'B')));
    expect(await openExceptions(world)).toEqual([]);
  });

  it('posts an over-return and names it', async () => {
    await push(world, 'A', entryOf('A', 1, [], sold));
    const first = entryOf('B', 1, [], returned('r1', 'B'));
    await push(world, 'B', first, entryOf('B', 2, [first.hash], returned('r2', 'B')));
    expect(await openExceptions(world)).toMatchObject([{ kind: 'overReturn', amount: -500 }]);
    expect(await answers(world)).toEqual(['A1 posted', 'B1 posted', 'B2 posted']);
  });

  it('finds it when the sale itself arrives last', async () => {
    const first = entryOf('B', 1, [], returned('r1', 'B'));
    await push(world, 'B', first, entryOf('B', 2, [first.hash], returned('r2', 'B')));
    expect(await openExceptions(world)).toEqual([]);
    await push(world, 'A', entryOf('A', 1, [], sold));
    expect(await openExceptions(world)).toMatchObject([{ kind: 'overReturn' }]);
  });
});
