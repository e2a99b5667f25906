import { afterEach, beforeEach, expect, it } from 'vitest';
import { measure } from '../../../main/register/limits.ts';
import { permit } from '../../../main/register/permission.ts';
import { openDesk, type Desk } from '../../../main/register/desk.ts';
import type { Command } from '../../../shared/bridge/command.ts';
import { defaultLimits, unlimited } from '../../../shared/limits.ts';
import { configuration } from '../../make/place.ts';
import { soap } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';
import { ada, mei, pin, stocker } from '../../make/staff.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
  const cashier = { ...unlimited, openDrawer: false, lineDiscountPercent: 20_000 };
  const body = { ...configuration, limits: { ...defaultLimits, cashier } };
  await bench.feed('1070', [{ id: configuration.store, body }]);
});
afterEach(() => endBench(bench));

const drawer: Command = { command: 'openDrawer' };
const approve = (staff = ada.id, typed = pin, operation = 1000): Command => ({
  command: 'approve',
  staff,
  pin: typed,
  operation,
});
const overrides = (): string[] =>
  bench.ports.witness
    .read()
    .flatMap((entry) => /"act":"override","note":"([^"]+)"/.exec(entry.content)?.[1] ?? []);

it('asks for another person, who approves once, and the journal keeps who', async () => {
  expect(await bench.refused(drawer)).toBe('permission.override');
  expect(bench.counts.drawer).toBe(0);
  await bench.act(approve());
  expect(overrides()).toEqual([]);
  await bench.act(drawer);
  expect(bench.counts.drawer).toBe(1);
  expect(overrides()).toEqual(['1000 Open drawer, approved by 102']);
  expect(await bench.refused(drawer)).toBe('permission.override');
});

it('takes no approval of oneself, of somebody who may not either, or without the PIN', async () => {
  expect(await bench.refused(drawer)).toBe('permission.override');
  expect(await bench.refused(approve(mei.id))).toBe('approval.self');
  expect(await bench.refused(approve(stocker.id))).toBe('permission.denied');
  expect(await bench.refused(approve(ada.id, '0000'))).toBe('signIn.wrongPin');
  expect(await bench.refused(approve('nobody'))).toBe('signIn.unknown');
  expect(await bench.refused(approve(ada.id, pin, 1))).toBe('permission.denied');
  expect(await bench.refused(drawer)).toBe('permission.override');
  await bench.act({ command: 'signOut' });
  expect(await bench.refused(approve())).toBe('signIn.needed');
});

it('forgets an approval after a minute, with another sale, and when somebody signs in', async () => {
  await bench.act(approve());
  bench.clock.advance(60_000);
  expect(await bench.refused(drawer)).toBe('permission.override');
  await bench.act(approve());
  await bench.act({ command: 'scan', code: soap.id });
  expect(await bench.refused(drawer)).toBe('permission.override');
  await bench.act(approve());
  await bench.act({ command: 'signIn', staff: mei.id, pin });
  expect(await bench.refused(drawer)).toBe('permission.override');
});

it('denies plainly when nobody here could approve it', async () => {
  await bench.feed('1060', [{ id: mei.id, body: mei }]);
  expect(await bench.refused(drawer)).toBe('permission.denied');
});

it('measures what is asked against the limit of the role, and the approver too', async () => {
  const desk: Desk = openDesk(bench.ports);
  desk.memory.staff = mei.id;
  const ask = (percent: number) =>
    permit(desk, 'lineDiscountPercent', measure(desk, 'lineDiscountPercent', percent));
  expect(ask(20_000)).toEqual({ ok: true, value: { by: null } });
  expect(ask(20_001)).toMatchObject({
    fault: {
      code: 'permission.override',
      data: { operation: 301, limitPercent: 20_000, askedPercent: 20_001 },
    },
  });
  expect(permit(desk, 'payCash', { limit: 500, asked: 501, unit: 'amount' })).toMatchObject({
    fault: { code: 'permission.override', data: { limitAmount: 500, askedAmount: 501 } },
  });
  desk.memory.staff = ada.id;
  expect(measure(desk, 'lineDiscountPercent', 99_000)).toBeUndefined();
});
