import { afterEach, beforeEach, expect, it } from 'vitest';
import { confirmStaff } from '../../../main/database/people.ts';
import type { PeopleRules } from '../../../shared/staff.ts';
import { configuration } from '../../make/place.ts';
import { hundred } from '../../make/product.ts';
import { afterKill, endBench, makeSelling, type Bench } from '../../make/register.ts';
import { ada, mei, pin, stocker } from '../../make/staff.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

const signIn = (staff: string) => ({ command: 'signIn', staff, pin }) as const;
const rule = (people: Partial<PeopleRules>): Promise<void> => {
  const rules = { staffDays: null, idleMinutes: null, signOutWithSale: 'keep', ...people };
  const body = { ...configuration, people: rules };
  return bench.feed('1070', [{ id: configuration.store, body }]);
};
const acts = (): (string | undefined)[] =>
  bench.ports.witness.read().map((entry) => /"act":"(\w+)"/.exec(entry.content)?.[1]);

it('keeps a locked register, with its sale, for the same person or a manager', async () => {
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'lock' });
  expect(bench.view()).toMatchObject({
    screen: 'signIn',
    lockedBy: { id: mei.id },
    people: [{ id: mei.id }, { id: ada.id }],
    cart: null,
  });
  expect(await bench.refused({ command: 'addProduct', product: hundred.id })).toBe('signIn.needed');
  expect(await bench.refused(signIn(stocker.id))).toBe('signIn.heldBy');
  await bench.act(signIn(mei.id));
  expect(bench.view()).toMatchObject({ screen: 'sale', lockedBy: null });
  expect(bench.cart().totals.total).toBe(10_000);
  expect(acts()).toEqual([]);
});

it('stays locked through a restart; a manager who opens it is named in the journal', async () => {
  await bench.act({ command: 'lock' });
  const killed = afterKill(bench);
  expect(killed.view().lockedBy).toMatchObject({ id: mei.id });
  killed.discard();
  await bench.act(signIn(ada.id));
  expect(bench.view()).toMatchObject({ staff: { id: ada.id }, lockedBy: null });
  expect(acts()).toEqual(['unlock']);
  await bench.act({ command: 'signOut' });
  await bench.act(signIn(stocker.id));
});

it('lets go of a lock whose holder head office took away', async () => {
  await bench.act({ command: 'lock' });
  await bench.feed('1060', [{ id: stocker.id, body: stocker }]);
  expect(bench.view().lockedBy).toBeNull();
  await bench.act(signIn(stocker.id));
});

it('refuses to leave an open sale behind where the store says so', async () => {
  await rule({ signOutWithSale: 'refuse', idleMinutes: 15 });
  expect(bench.view().idleMinutes).toBe(15);
  await bench.act({ command: 'addProduct', product: hundred.id });
  expect(await bench.refused({ command: 'signOut' })).toBe('signOut.openSale');
  await bench.act({ command: 'lock' });
  await bench.act({ command: 'signOut' });
  await bench.act(signIn(mei.id));
  await bench.act({ command: 'voidSale' });
  await bench.act({ command: 'signOut' });
});

it('asks for the line when the staff has not been confirmed for days', async () => {
  await rule({ staffDays: 3 });
  bench.line.turn('offline');
  bench.clock.advance(3 * 86_400_000);
  await bench.act(signIn(mei.id));
  bench.clock.advance(1000);
  expect(await bench.refused(signIn(mei.id))).toBe('signIn.stale');
  bench.line.turn('realtimeDown');
  await bench.act(signIn(mei.id));
  expect(confirmStaff(bench.db, bench.clock.now()).ok).toBe(true);
  bench.line.turn('offline');
  await bench.act(signIn(mei.id));
});
