import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { books } from '../../../server/headquarters/books.ts';
import { setRegisterActive } from '../../../server/headquarters/registers.ts';
import { instruments } from '../../../server/app/demonstration/cards.ts';
import { startLocalServers, type LocalServers } from '../../../server/app/local.ts';
import { good, Till, wantCard } from './till.ts';

let folder: string;
let servers: LocalServers;
let till: Till;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-restore-'));
  servers = await startLocalServers({ folder, seed: true, settings: { poll: 50, devices: 50 } });
  till = await Till.activate(
    servers.channel.url,
    servers.demonstration.activationCodes['R-01'] ?? '',
  );
});
afterEach(async () => {
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
});

const file = (service: string, name = service): string => join(folder, service, `${name}.sqlite`);
const answered = async (): Promise<string[]> =>
  [
    ...new Set((await till.answers()).answers.map(({ number, state }) => `${number} ${state}`)),
  ].toSorted();

it('brings a headquarters that was restored up to date from what the channel keeps, each sale once', async () => {
  await till.sell('sale-1', 'tea', null);
  await till.push();
  await expect.poll(answered).toEqual(['1 posted']);
  await servers.headquarters.stop();
  copyFileSync(file('headquarters'), file('headquarters', 'backup'));
  await servers.headquarters.start();

  await expect.poll(async () => (await till.hold([wantCard('q1', 'sale-2')])).ok).toBe(true);
  const held = good(await till.hold([wantCard('q1', 'sale-2')])).results?.['q1'];
  if (held?.state !== 'granted') throw new Error(JSON.stringify(held));
  const total = await till.sell('sale-2', 'mug', held.grant);
  await till.push();
  await expect.poll(answered, { timeout: 10_000 }).toEqual(['1 posted', '2 posted']);

  await servers.headquarters.stop();
  copyFileSync(file('headquarters', 'backup'), file('headquarters'));
  await servers.headquarters.start();
  await expect.poll(async () => (await till.heartbeat()).epoch, { timeout: 10_000 }).toBe(2);
  const act = servers.headquarters.act();
  await expect
    .poll(
      async () =>
        (
          await act.db.query
            .selectFrom('entry')
            .select('number')
            .where('state', '=', 'posted')
            .execute()
        ).length,
      { timeout: 10_000 },
    )
    .toBe(2);
  const proof = await books(act);
  expect(proof.flaws).toEqual([]);
  const card = await act.db.query
    .selectFrom('instrument')
    .select('balance')
    .where('last4', '=', '4417')
    .executeTakeFirstOrThrow();
  expect(card.balance).toBe(instruments.card.balance - total);
  await expect.poll(answered, { timeout: 10_000 }).toEqual(['1 posted', '2 posted']);
});

it('lets the registers of a channel that lost everything in again, and gets their entries again', async () => {
  await till.sell('sale-1', 'tea', null);
  await till.push();
  await expect.poll(answered).toEqual(['1 posted']);
  await servers.channel.stop();
  for (const end of ['', '-wal', '-shm']) rmSync(`${file('channel')}${end}`, { force: true });
  await servers.channel.start();
  await expect.poll(async () => (await till.hold([])).ok, { timeout: 10_000 }).toBe(true);
  expect((await till.push([])).entries).toBe(0);
  await till.sell('sale-2', 'mug', null);
  expect((await till.push()).entries).toBe(2);
  await expect.poll(answered, { timeout: 10_000 }).toEqual(['1 posted', '2 posted']);
  expect((await books(servers.headquarters.act())).flaws).toEqual([]);
});

it("fills a channel that came back from yesterday's backup up again: no sale is lost or posted twice", async () => {
  await till.sell('sale-1', 'tea', null);
  await till.push();
  await expect.poll(answered).toEqual(['1 posted']);
  await servers.channel.stop();
  copyFileSync(file('channel'), file('channel', 'backup'));
  await servers.channel.start();

  await expect.poll(async () => (await till.hold([wantCard('q1', 'sale-2')])).ok).toBe(true);
  const held = good(await till.hold([wantCard('q1', 'sale-2')])).results?.['q1'];
  if (held?.state !== 'granted') throw new Error(JSON.stringify(held));
  const total = await till.sell('sale-2', 'mug', held.grant);
  await till.push();
  await expect.poll(answered, { timeout: 10_000 }).toEqual(['1 posted', '2 posted']);

  await servers.channel.stop();
  for (const end of ['', '-wal', '-shm']) rmSync(`${file('channel')}${end}`, { force: true });
  copyFileSync(file('channel', 'backup'), file('channel'));
  await servers.channel.start();
  // What the backup does not have is lacking by HAVE, and comes again from the register.
  expect((await till.push([])).entries).toBe(1);
  await till.sell('sale-3', 'tea', null);
  expect((await till.push()).entries).toBe(3);
  await expect.poll(answered, { timeout: 10_000 }).toEqual(['1 posted', '2 posted', '3 posted']);
  const act = servers.headquarters.act();
  expect(await books(act)).toMatchObject({ flaws: [], sales: 3 });
  const card = await act.db.query
    .selectFrom('instrument')
    .select('balance')
    .where('last4', '=', '4417')
    .executeTakeFirstOrThrow();
  expect(card.balance).toBe(instruments.card.balance - total);
});

it('shuts a register out that head office switched off', async () => {
  good(await setRegisterActive(servers.headquarters.act(), 'R-01', false, 'ruth'));
  await expect
    .poll(
      async () => {
        const told = await till.hold([]);
        return told.ok ? '' : told.fault.code;
      },
      { timeout: 10_000 },
    )
    .toBe('device.unknown');
});
