import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockedUntil, lockOutFor } from '../../../main/register/signin.ts';
import type { Command } from '../../../shared/bridge/command.ts';
import { hundred } from '../../make/product.ts';
import { afterKill, endBench, makeBench, type Bench } from '../../make/register.ts';
import { ada, mei, pin, stocker } from '../../make/staff.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeBench();
});
afterEach(() => endBench(bench));

const signIn = (staff: string, typed = pin): Command => ({ command: 'signIn', staff, pin: typed });

it('lets a person in by number or badge, and out again', async () => {
  expect(bench.view()).toMatchObject({ screen: 'signIn', staff: null, people: [{}, {}, {}] });
  await bench.act(signIn('B-101'));
  expect(bench.view()).toMatchObject({ screen: 'sale', staff: { id: mei.id }, people: [] });
  await bench.act({ command: 'signOut' });
  expect(bench.view().screen).toBe('signIn');
  await bench.act(signIn(` ${ada.id} `));
  expect(bench.view().staff).toEqual({ id: ada.id, name: ada.name, role: 'manager' });
});

it('lets nobody in with a wrong PIN or an unknown number', async () => {
  expect(await bench.refused(signIn('999'))).toBe('signIn.unknown');
  expect(await bench.refused(signIn(''))).toBe('signIn.unknown');
  expect(await bench.refused(signIn(mei.id, '0000'))).toBe('signIn.wrongPin');
  expect(bench.view().staff).toBeNull();
});

it('locks out after five failures, longer each time, through a restart', async () => {
  for (let failure = 1; failure < 5; failure += 1) {
    expect(await bench.refused(signIn(mei.id, '0000'))).toBe('signIn.wrongPin');
  }
  expect(await bench.refused(signIn(mei.id, '0000'))).toBe('signIn.lockedOut');
  expect(await bench.refused(signIn(mei.id))).toBe('signIn.lockedOut');
  await bench.act(signIn(ada.id));
  const killed = afterKill(bench);
  expect(await killed.refused(signIn(mei.id))).toBe('signIn.lockedOut');
  killed.discard();
  bench.clock.advance(5 * 60_000);
  expect(await bench.refused(signIn(mei.id, '0000'))).toBe('signIn.lockedOut');
  bench.clock.advance(5 * 60_000);
  expect(await bench.refused(signIn(mei.id))).toBe('signIn.lockedOut');
  bench.clock.advance(5 * 60_000);
  await bench.act(signIn(mei.id));
  expect(await bench.refused(signIn(mei.id, '0000'))).toBe('signIn.wrongPin');
});

it('gives no free guesses to tries at the same time', async () => {
  const tries = await Promise.all(
    Array.from({ length: 20 }, () => bench.refused(signIn(mei.id, '0000'))),
  );
  expect(tries.every((code) => code !== 'nothing')).toBe(true);
  expect(tries.filter((code) => code === 'signIn.lockedOut').length).toBeGreaterThanOrEqual(15);
});

it('doubles the wait, and no clock makes it longer', () => {
  expect([4, 5, 6, 7].map(lockOutFor)).toEqual([0, 300_000, 600_000, 1_200_000]);
  expect(lockOutFor(1000)).toBe(8 * 3_600_000);
  const failures = { count: 5, last: '2026-11-22T12:00:00.000Z' };
  expect(lockedUntil(failures, '2026-11-22T12:05:00.000Z')).toBeNull();
  expect(lockedUntil(failures, '2020-01-01T00:00:00.000Z')).toBe('2020-01-01T00:05:00.000Z');
});

it('hands an open sale over to the person who goes on with it', async () => {
  await bench.act(signIn(mei.id));
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'signOut' });
  expect(bench.view().cart).toBeNull();
  await bench.act(signIn(ada.id));
  expect(bench.cart().lines).toHaveLength(1);
  await bench.act({ command: 'payCash', amount: bench.cart().totals.due });
  expect(bench.ports.witness.read()[0]?.content).toContain(`"cashier":"${ada.id}"`);
});

describe('permission', () => {
  const selling: readonly Command[] = [
    { command: 'scan', code: 'P1' },
    { command: 'giftCard', purpose: 'issue', number: '', amount: hundred.price },
    { command: 'newSale' },
    { command: 'openDrawer' },
    { command: 'dismissRefusal' },
  ];

  it('sells for nobody who is not signed in', async () => {
    for (const command of selling) expect(await bench.refused(command)).toBe('signIn.needed');
    expect(await bench.register.query({ query: 'suspended' })).toMatchObject({ ok: false });
    expect(await bench.register.query({ query: 'sale', receipt: '' })).toMatchObject({ ok: false });
  });

  it('sells for nobody whose work is the stock room', async () => {
    await bench.act(signIn(stocker.id));
    for (const command of selling) expect(await bench.refused(command)).toBe('permission.denied');
    await bench.act({ command: 'language', language: 'zh-CN' });
    await bench.act({ command: 'signOut' });
  });

  it('sends a person who left the staff back to the sign-in screen', async () => {
    await bench.act(signIn(mei.id));
    await bench.feed('1060', [{ id: ada.id, body: ada }]);
    expect(bench.view()).toMatchObject({ screen: 'signIn', staff: null });
    expect(await bench.refused({ command: 'scan', code: 'P1' })).toBe('signIn.needed');
  });
});
