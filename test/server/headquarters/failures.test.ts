/** Guessing is stopped where it comes from, and locks nobody else out. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fault, type Fault } from '../../../shared/fault.ts';
import { authenticate, createAccount } from '../../../server/headquarters/accounts.ts';
import { listAudit } from '../../../server/headquarters/audit.ts';
import { createChannel } from '../../../server/headquarters/channels.ts';
import { activateRegister, createActivationCode } from '../../../server/headquarters/registers.ts';
import { describeDatabases } from '../databases.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

const minute = 60_000;
const [office, home, stranger] = ['192.0.2.10', '198.51.100.7', '203.0.113.99'];

describeDatabases('guessing', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(async () => world.close());
  const newest = async (): Promise<unknown> =>
    unwrap(await listAudit(world.now().db.query, { limit: 1 })).rows[0];

  const signIn = async (address: string, password = 'wrong'): Promise<'in' | Fault['code']> => {
    const told = await authenticate(world.now(), { account: 'ruth', password }, address);
    return told.ok ? 'in' : told.fault.code;
  };
  const guess = async (address: string, times: number): Promise<string[]> => {
    const told: string[] = [];
    for (let n = 0; n < times; n += 1) told.push(await signIn(address));
    return told;
  };
  const makeRuth = async (): Promise<void> =>
    createAccount(world.now(), {
      id: 'ruth',
      name: 'Ruth Bauer',
      role: 'finance',
      password: 'right',
    });

  it('locks an account after five wrong passwords where they came from, and nowhere else', async () => {
    await makeRuth();
    expect(await guess(stranger, 5)).toEqual(Array(5).fill('account.signIn'));
    expect(await newest()).toMatchObject({
      act: 'account.locked',
      account: 'ruth',
      detail: `from ${stranger}: 5 wrong passwords`,
    });
    expect(await signIn(stranger, 'right')).toBe('signIn.lockedOut');
    expect(await signIn(office, 'right')).toBe('in');
    // Signing in elsewhere opens nothing for the one who guesses.
    expect(await signIn(stranger, 'right')).toBe('signIn.lockedOut');
    world.clock.pass(15 * minute);
    expect(await signIn(stranger, 'right')).toBe('in');
  });

  it('counts by a place that says what no database keeps', async () => {
    await makeRuth();
    expect(await guess('\u0000', 6)).toEqual([
      ...Array<string>(5).fill('account.signIn'),
      'signIn.lockedOut',
    ]);
  });

  it('locks it everywhere new after fifty from many addresses, but not where its person is known', async () => {
    await makeRuth();
    expect(await signIn(office, 'right')).toBe('in');
    const elsewhere = async (failures: number): Promise<void> =>
      void (await world.now().db.query.updateTable('account').set({ failures }).execute());
    await elsewhere(49);
    expect(await signIn(home, 'right')).toBe('in');
    // The right password began the count anew: the fiftieth in a row counts.
    await guess('203.0.113.200', 1);
    expect(await signIn('198.51.100.9', 'right')).toBe('in');
    await elsewhere(48);
    await guess('203.0.113.201', 2);
    expect(await newest()).toMatchObject({
      act: 'account.locked',
      detail: 'everywhere new: 50 wrong passwords',
    });
    expect(await signIn('198.51.100.8', 'right')).toBe('signIn.lockedOut');
    expect([await signIn(office, 'right'), await signIn(home, 'right')]).toEqual(['in', 'in']);
  });

  it('counts a network of IPv6 as one place, and forgets after a day', async () => {
    await makeRuth();
    for (const last of ['1', '2', '3', '4', '5']) await signIn(`2001:db8:1:2::${last}`);
    expect(await signIn('2001:db8:1:2::6', 'right')).toBe('signIn.lockedOut');
    expect(await signIn('2001:db8:1:3::6', 'right')).toBe('in');
    await guess(home, 4);
    world.clock.pass(24 * 60 * minute);
    await guess(home, 4);
    expect(await signIn(home, 'right')).toBe('in');
  });

  it('counts tries that come at once one by one', async () => {
    await makeRuth();
    const told = await Promise.all(Array.from({ length: 12 }, () => signIn(stranger)));
    expect(told.filter((code) => code === 'account.signIn')).toHaveLength(5);
    expect(told.filter((code) => code === 'signIn.lockedOut')).toHaveLength(7);
  });

  it('leaves a code good that came through the channel of another store', async () => {
    await createChannel(world.now(), {
      id: 'C2',
      name: 'Elsewhere',
      token: 'another-channels-token',
    });
    const { code } = unwrap(await createActivationCode(world.now(), 'A'));
    const hand = (channel: string) =>
      activateRegister(world.now(), channel, { code, device: 'till', address: office });
    expect(await hand('C2')).toEqual({ ok: false, fault: fault('activation.code') });
    expect(await hand('C1')).toMatchObject({ ok: true, value: { register: 'A' } });
    expect(await hand('C1')).toEqual({ ok: false, fault: fault('activation.code') });
  });

  it('stops activation codes after ten wrong ones from one address, and no other address', async () => {
    const { code } = unwrap(await createActivationCode(world.now(), 'A'));
    const hand = async (address: string, text: string): Promise<'in' | Fault['code']> => {
      const told = await activateRegister(world.now(), 'C1', { code: text, device: 'x', address });
      return told.ok ? 'in' : told.fault.code;
    };
    for (let n = 0; n < 10; n += 1)
      expect(await hand(stranger, 'AAAA-AAAA-AAAA')).toBe('activation.code');
    expect(await newest()).toMatchObject({
      act: 'activation.locked',
      detail: `C1 from ${stranger}: 10 wrong codes`,
    });
    expect(await hand(stranger, code)).toBe('activation.wait');
    expect(await hand(office, code)).toBe('in');
    world.clock.pass(10 * minute);
    expect(await hand(stranger, code)).toBe('activation.code');
  });
});
