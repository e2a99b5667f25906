import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCart } from '../../../shared/cart.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import {
  suspendedHeardSchema,
  type SuspendedHeard,
  type SuspendedTold,
} from '../../../shared/wire/suspended.ts';

import { makeWorld, type World } from './world.ts';

let world: World;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-board-'));
  world = await makeWorld({ file: join(folder, 'channel.sqlite') });
  await world.activate('R-01');
  await world.activate('R-02');
});
afterEach(async () => {
  await world.end();
  rmSync(folder, { recursive: true, force: true });
});

const at = '2026-11-22T10:00:00.000Z';
const offer = { sale: 'sale-1', at, by: 'mei', items: 3, total: 1200 };
const cart = openCart({
  ...{ sale: 'sale-1', store: 'S01', register: 'R-01', cashier: 'mei' },
  ...{ currency: 'USD', rates: [], openedAt: at },
});
const say = async (
  register: string,
  told: Partial<Record<keyof SuspendedTold, unknown>>,
): Promise<SuspendedHeard> => {
  const body = { register, offers: [], given: [], taken: [], wants: [], ...told };
  const answer = await world.post(register, channelPaths.storeSuspended, body);
  expect(answer.status).toBe(200);
  return suspendedHeardSchema.parse(answer.body);
};

it('brings a sale from the register that gives it up to the one that wants it', async () => {
  await say('R-01', { offers: [offer] });
  expect((await say('R-02', {})).others).toEqual([{ ...offer, registerName: 'R-01', away: null }]);
  expect((await say('R-02', { wants: ['sale-1'] })).refused).toEqual([]);
  expect((await say('R-01', { offers: [offer] })).wanted).toEqual([
    { sale: 'sale-1', by: 'R-02', name: 'R-02' },
  ]);
  const given = [{ handover: 'h1', to: 'R-02', at, by: 'mei', cart }];
  expect((await say('R-01', { given })).settled).toEqual([]);
  const { arrived } = await say('R-02', { wants: ['sale-1'] });
  expect(arrived).toMatchObject([{ handover: 'h1', from: 'R-01', cart: { sale: 'sale-1' } }]);
  expect((await say('R-02', { taken: ['h1'] })).arrived).toEqual([]);
  expect((await say('R-01', { given })).settled).toEqual(['h1']);
});

it('forgets all when it is restarted, and the registers say it again', async () => {
  const given = [{ handover: 'h1', to: 'R-02', at, by: 'mei', cart }];
  await say('R-01', { given });
  await world.restart();
  expect((await say('R-02', {})).arrived).toEqual([]);
  await say('R-01', { given });
  expect((await say('R-02', {})).arrived).toHaveLength(1);
});

it('lets a register speak only of itself', async () => {
  const body = { register: 'R-02', offers: [], given: [], taken: [], wants: [] };
  const answer = await world.post('R-01', channelPaths.storeSuspended, body);
  expect(answer.body).toMatchObject({ fault: { code: 'device.unknown' } });
});
