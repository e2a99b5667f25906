/** Headquarters writes off by itself what expired long enough ago, where it was told to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { startHeadquarters } from '../../../server/app/headquarters.ts';
import { readConfiguration } from '../../../server/app/configuration.ts';
import { systemChance, systemClock } from '../../../server/app/ports.ts';
import { addCard, unwrap } from '../headquarters/world.ts';

it('at its start and again, and never unless told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-off-'));
  const log: string[] = [];
  const start = async (expireAfterDays: number | null) =>
    unwrap(
      await startHeadquarters({
        ...{ folder, address: { file: join(folder, 'headquarters.sqlite') }, port: 0 },
        ...{ clock: systemClock, chance: systemChance, expireAfterDays },
        log: ({ text }) => void log.push(text),
      }),
    );
  const first = await start(null);
  const day = 24 * 3_600_000;
  const ago = (days: number): string =>
    new Date(Date.parse(systemClock.now()) - days * day).toISOString();
  await addCard(first.headquarters, 'c1', 500, { expires: ago(40) });
  await addCard(first.headquarters, 'c2', 700, { expires: ago(20) });
  await first.stop();
  expect(log).toEqual([]);
  const second = await start(30);
  await vi.waitFor(() => expect(log).toEqual(['expiry.done count=1 kept=0']), 10_000);
  const { balance } = await second.headquarters.db.query
    .selectFrom('instrument')
    .select((from) => from.fn.sum<number>('balance').as('balance'))
    .executeTakeFirstOrThrow();
  expect(balance).toBe(700);
  await second.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('is told by the environment', () => {
  const days = (text?: string) => {
    const read = readConfiguration({ HOLDFAST_EXPIRE_AFTER_DAYS: text });
    return read.ok ? read.configuration.expireAfterDays : read.flaws;
  };
  expect([days(), days(''), days('0'), days('1095')]).toEqual([null, null, 0, 1095]);
  expect(days('soon')).toEqual([
    'HOLDFAST_EXPIRE_AFTER_DAYS must be a whole number from 0 to 36500.',
  ]);
});
