/** Gift cards that are paid out: how much may be on them is head office's word, and the books follow. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { instrumentHistory } from '../../../server/headquarters/instrumentdetail.ts';
import { saveStore } from '../../../server/headquarters/masters.ts';
import { defaultTenderPolicy } from '../../../shared/tenderrule.ts';
import { minor, type Minor } from '../../../shared/money.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk, type Clerk } from './clerk.ts';
import { accounts, openExceptions, push, sale } from './desk.ts';
import { cardLine, cash, entryOf } from './sealed.ts';
import { addCard, openWorld, unwrap, type TestWorld } from './world.ts';

describeDatabases('cash out', (place) => {
  let world: TestWorld;
  let clerk: Clerk;
  beforeEach(async () => {
    world = await openWorld(place);
    clerk = makeClerk(() => world, 'A');
  });
  afterEach(() => world.close());

  const setMost = async (cashOutMost: Minor | null): Promise<void> => {
    const name = { en: 'S1', zh: 'S1' };
    unwrap(
      await saveStore(world.now(), {
        ...{ store: 'S1', name, address: name, currency: 'USD', rates: [], channel: 'C1' },
        tenders: { ...defaultTenderPolicy, cashOutMost },
      }),
    );
  };
  const refusal = async (want: object): Promise<string> => {
    const outcome = await clerk.ask('r1', { purpose: 'cashOut', card: 'c1', ...want });
    return outcome.state === 'refused' ? outcome.fault.code : outcome.state;
  };

  it('is refused where head office allows none, and above what it allows', async () => {
    await addCard(world.now(), 'c1', 1001);
    expect(await refusal({})).toBe('instrument.noCashOut');
    await setMost(minor(1000));
    const outcome = await clerk.ask('r2', { purpose: 'cashOut', card: 'c1' });
    expect(outcome).toMatchObject({
      state: 'refused',
      fault: { code: 'instrument.cashOutMost', data: { most: 1000 } },
    });
  });

  it('is for gift cards with something on them', async () => {
    await setMost(minor(1000));
    await addCard(world.now(), 'm1', 500, { kind: 'creditMemo' });
    await addCard(world.now(), 'c1', 0);
    expect(await refusal({})).toBe('instrument.empty');
    const memo = await clerk.ask('r2', { purpose: 'cashOut', card: 'm1', kind: 'creditMemo' });
    expect(memo).toMatchObject({ fault: { code: 'instrument.kind' } });
  });

  it('empties the card and credits the cash', async () => {
    await setMost(minor(1000));
    const { key } = await addCard(world.now(), 'c1', 780);
    const grant = await clerk.lock('r1', { purpose: 'cashOut', card: 'c1', sale: 's1' });
    const sold = sale({ sale: 's1', register: 'A', grants: [grant] }, [
      cardLine('r1', 'cashOut', -780),
      cash(-780),
    ]);
    await push(world, 'A', entryOf('A', 1, [], sold));
    expect(await accounts(world)).toEqual({ opening: 780, cash: -780 });
    expect(await openExceptions(world)).toEqual([]);
    const history = unwrap(await instrumentHistory(world.now(), key));
    expect(history.postings.map((posting) => posting.act)).toContain('cashOut');
  });
});
