/** A register that head office switches off is let in nowhere, within seconds, and an edit of what stands is refused by the database itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { channelPaths } from '../../shared/wire/register.ts';
import { startLocalServers } from '../../server/app/local.ts';
import { recordAct } from '../../server/headquarters/audit.ts';
import {
  activateRegister,
  createActivationCode,
  setRegisterActive,
} from '../../server/headquarters/registers.ts';
import { Till } from '../server/app/till.ts';
import { describeDatabases } from '../server/databases.ts';
import { addCard, openWorld, unwrap } from '../server/headquarters/world.ts';

it('a register that was switched off, and a device that another one replaced', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-revoked-'));
  const servers = await startLocalServers({ folder, seed: true });
  const headquarters = servers.headquarters.act();
  const activate = (register: string): Promise<Till> =>
    Till.activate(servers.channel.url, servers.demonstration.activationCodes[register] ?? '');
  const status = async (till: Till, path: string): Promise<number> =>
    (
      await fetch(till.url + path, {
        headers: { authorization: `Bearer ${till.identity.token}` },
      })
    ).status;
  const lost = await activate('R-01');
  const replaced = await activate('R-02');
  expect([
    await status(lost, channelPaths.have),
    await status(replaced, channelPaths.have),
  ]).toEqual([200, 200]);

  unwrap(await setRegisterActive(headquarters, 'R-01', false, 'ruth'));
  // The real-time service knows at once; the channel hears within seconds, by its own default.
  const held = await lost.hold([]);
  expect(held).toMatchObject({ ok: false, fault: { code: 'device.unknown' } });
  const { code } = unwrap(await createActivationCode(headquarters, 'R-02', 'ruth'));
  unwrap(await activateRegister(headquarters, 'C-01', { code, device: 'a new one' }));
  for (const till of [lost, replaced])
    await expect
      .poll(() => status(till, channelPaths.have), { timeout: 10_000, interval: 200 })
      .toBe(401);
  for (const path of [channelPaths.answers, channelPaths.have])
    expect(await status(lost, `${path}?after=0`)).toBe(401);
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
});

describeDatabases('what stands', (place) => {
  it('audit, book and posting take no change, whoever asks', async () => {
    const world = await openWorld(place);
    const { db } = world.now();
    await db.transaction((act) =>
      recordAct(world.now(), act, {
        at: world.clock.now(),
        account: 'ruth',
        act: 'test',
        detail: '',
      }),
    );
    await addCard(world.now(), 'c1', 5000);
    const rows = (): Promise<unknown[]> =>
      Promise.all(
        (['audit', 'book', 'posting'] as const).map((table) =>
          db.query.selectFrom(table).selectAll().execute(),
        ),
      );
    const before = await rows();
    const attacks = [
      db.query.updateTable('audit').set({ account: 'nobody' }),
      db.query.updateTable('book').set({ act: 'sale' }),
      db.query.updateTable('posting').set({ amount: 1 }),
      db.query.deleteFrom('audit'),
      db.query.deleteFrom('book'),
      db.query.deleteFrom('posting'),
    ];
    for (const attack of attacks)
      await expect(attack.execute()).rejects.toThrow(/(audit|book|posting) is append-only/);
    expect(await rows()).toEqual(before);
    expect(before.every((found) => Array.isArray(found) && found.length > 0)).toBe(true);
    await world.close();
  });
});
