import { expect, test } from 'vitest';
import type { Offer, UpdateFeed } from '../../../../main/app/update/feed.ts';
import { rolloutSchema, type Standing } from '../../../../main/app/update/rollout.ts';
import { startUpdates } from '../../../../main/app/update/updates.ts';
import { done, fail, ok, type FaultCode, type Result } from '../../../../shared/fault.ts';

const offer: Offer = { version: '1.1.0', rollout: rolloutSchema.parse(undefined) };

/** A register whose time stands still until `pass` runs what waits longest. */
function seat() {
  const waiting: (() => void)[] = [];
  const at = {
    standing: { cart: false, asking: false, unsent: 0, restedMs: 600_000 } as Standing,
    time: '03:00',
    found: ok(offer) as Result<Offer | null>,
    fetched: ok('setup.exe') as Result<string>,
    installing: done as Result<void>,
  };
  const downloads: string[] = [];
  const installed: string[] = [];
  const faults: FaultCode[] = [];
  const told: string[] = [];
  const feed: UpdateFeed = {
    look: async () => at.found,
    download: async () => {
      downloads.push('download');
      return at.fetched;
    },
  };
  const updates = startUpdates({
    feed,
    timers: {
      after: (_ms, run) => {
        waiting.push(run);
        return () => waiting.splice(waiting.indexOf(run), waiting.includes(run) ? 1 : 0);
      },
    },
    standing: () => at.standing,
    time: () => at.time,
    install: async (file, version) => {
      installed.push(`${version} ${file}`);
      return at.installing;
    },
    told: {
      found: (version) => told.push(`found ${version}`),
      handedOver: (version) => told.push(`handed over ${version}`),
      failed: ({ code }) => faults.push(code),
    },
    changed: () => undefined,
  });
  const pass = async (): Promise<void> => {
    for (const run of waiting.splice(0)) run();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { at, updates, pass, downloads, installed, faults, told };
}

test('what is found at a quiet hour is installed', async () => {
  const { pass, installed, updates, faults, told } = seat();
  expect(updates.view()).toBeNull();
  await pass();
  expect(installed).toEqual(['1.1.0 setup.exe']);
  expect(faults).toEqual([]);
  expect(told).toEqual(['found 1.1.0', 'handed over 1.1.0']);
});

test('by day it waits, says for what, and is fetched once', async () => {
  const { at, pass, installed, updates, downloads } = seat();
  at.time = '12:00';
  at.standing = { ...at.standing, cart: true };
  await pass();
  expect(updates.view()).toEqual({ version: '1.1.0', waits: 'cart', from: '02:00', to: '05:00' });
  at.standing = { ...at.standing, cart: false };
  await pass();
  expect(updates.view()?.waits).toBe('window');
  expect(installed).toEqual([]);
  at.time = '02:30';
  await pass();
  expect(installed).toEqual(['1.1.0 setup.exe']);
  expect(downloads).toEqual(['download']);
});

test('an update that was taken back from the feed is not installed', async () => {
  const { at, pass, installed, updates } = seat();
  at.time = '12:00';
  await pass();
  at.found = ok(null);
  await pass();
  expect(updates.view()).toBeNull();
  at.time = '03:00';
  await pass();
  expect(installed).toEqual([]);
});

test.each(['update.unreachable', 'update.older', 'update.refused'] as const)(
  '%s is told and nothing is installed; the next look may find better',
  async (code) => {
    const { at, pass, installed, faults } = seat();
    at.found = fail(code);
    await pass();
    expect(faults).toEqual([code]);
    at.found = ok(offer);
    at.fetched = fail(code);
    await pass();
    expect([faults, installed]).toEqual([[code, code], []]);
    at.fetched = ok('setup.exe');
    await pass();
    expect(installed).toEqual(['1.1.0 setup.exe']);
  },
);

test('an installer that did not start is told, and asked again', async () => {
  const { at, pass, installed, faults } = seat();
  at.installing = fail('update.notInstalled');
  await pass();
  expect(faults).toEqual(['update.notInstalled']);
  await pass();
  expect(installed.length).toBeGreaterThan(1);
});

test('a register that ends installs nothing any more', async () => {
  const { at, updates, pass, installed } = seat();
  at.time = '12:00';
  await pass();
  updates.stop();
  at.time = '03:00';
  await pass();
  expect(installed).toEqual([]);
});
