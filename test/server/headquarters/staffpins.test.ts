import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Staff } from '../../../shared/staff.ts';
import { listAudit } from '../../../server/headquarters/audit.ts';
import { packageFor, runJob } from '../../../server/headquarters/distribution.ts';
import { saveStaff } from '../../../server/headquarters/masters.ts';
import { hashPin, isPin } from '../../../server/headquarters/pins.ts';
import { changeStaffPin } from '../../../server/headquarters/staffpins.ts';
import { describeDatabases } from '../databases.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

describeDatabases('a PIN changed at a register', (place) => {
  let world: TestWorld;
  let mei: Staff;
  let started: number;
  beforeEach(async () => {
    world = await openWorld(place);
    const name = { en: 'Mei Lin', zh: '林梅' };
    mei = { id: '101', name, role: 'cashier', pinHash: await hashPin('2468') };
    await saveStaff(world.now(), mei);
    started = await runJob(world.now(), '1060', true, 'test');
  });
  afterEach(() => world.close());

  const change = async (pin: string, staff = mei.id, register = 'A') =>
    changeStaffPin(world.now(), { register, staff, pin, pinHash: await hashPin('8061') });
  const handedOut = async (after: number): Promise<Staff[]> => {
    const versions = { '1060': after };
    const request = { channel: 'C1', job: '1060', page: null, versions } as const;
    const page = unwrap(await packageFor(world.now(), request));
    return (page?.rows ?? []).map((row) => row.body as Staff);
  };

  it('is handed out at once, alone, and the audit names the person', async () => {
    const ada: Staff = { ...mei, id: '102', role: 'manager' };
    await saveStaff(world.now(), ada);
    await saveStaff(world.now(), { ...mei, role: 'manager' });
    const { version } = unwrap(await change('2468'));
    const [row, ...others] = await handedOut(version - 1);
    expect(others).toEqual([]);
    expect(version).toBe(started + 1);
    expect(row).toMatchObject({ id: mei.id, role: 'cashier' });
    expect(await isPin('8061', row?.pinHash ?? '')).toBe(true);
    const [act] = unwrap(await listAudit(world.now().db.query, { limit: 1 })).rows;
    expect(act).toMatchObject({ account: mei.id, act: 'staff.pin' });
    // What head office was editing meanwhile leaves with its own run, and keeps the new PIN.
    await runJob(world.now(), '1060', false, 'test');
    const later = await handedOut(version);
    expect(later.map((staff) => [staff.id, staff.role])).toEqual([
      ['101', 'manager'],
      ['102', 'manager'],
    ]);
    expect(await isPin('8061', later[0]?.pinHash ?? '')).toBe(true);
  });

  it('is refused to who does not know the old one, and to who guesses', async () => {
    expect(await change('0000')).toMatchObject({ fault: { code: 'signIn.wrongPin' } });
    expect(await change('2468', '999')).toMatchObject({ fault: { code: 'signIn.unknown' } });
    expect(await change('2468', mei.id, 'Z')).toMatchObject({ fault: { code: 'device.unknown' } });
    for (let guess = 0; guess < 10; guess += 1) await change('0000');
    expect(await change('2468')).toMatchObject({ fault: { code: 'signIn.lockedOut' } });
    expect(await handedOut(started)).toEqual([]);
  });
});
