import { afterEach, beforeEach, expect, it } from 'vitest';
import { books } from '../../../server/headquarters/books.ts';
import { instrumentHistory } from '../../../server/headquarters/instrumentdetail.ts';
import { minor } from '../../../shared/money.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk } from './clerk.ts';
import { accounts, openExceptions, push, sale } from './desk.ts';
import { checkOver, entryOf, goods, instrument } from './sealed.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

describeDatabases('posting change that is a credit memo', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  it('issues the change for a check as a memo, and knows cash given besides', async () => {
    const issue = await makeClerk(() => world, 'A').lock('m1', {
      kind: 'creditMemo',
      purpose: 'issue',
      sale: 's1',
    });
    const made = sale({ sale: 's1', register: 'A', grants: [issue] }, [
      goods(3000),
      checkOver(4500),
      instrument(issue, -1500),
    ]);
    const first = entryOf('A', 1, [], made);
    await push(world, 'A', first);
    expect(await accounts(world)).toEqual({
      check: 4500,
      sales: -3000,
      creditMemoLiability: -1500,
    });
    const { reserved } = issue.grant;
    const history = unwrap(await instrumentHistory(world.now(), reserved?.key ?? ''));
    expect(history.instrument).toMatchObject({ balance: 1500, kind: 'creditMemo', state: 'open' });
    expect(history.locks.map((row) => row.state)).toEqual(['settled']);
    expect(await openExceptions(world)).toEqual([]);
    expect(await books(world.now())).toMatchObject({ sound: true, flaws: [] });
    const { sale: sound } = made as Extract<typeof made, { kind: 'sale' }>;
    const forged = { ...sound, id: 's2', change: minor(1500), grants: [], memos: [] };
    await push(world, 'A', entryOf('A', 2, [first.hash], { kind: 'sale', sale: forged }));
    expect(await openExceptions(world)).toContainEqual({ kind: 'saleFlaw', amount: 3000 });
  });
});
