import { afterEach, beforeEach, expect, it } from 'vitest';
import { done, fail, ok } from '../../../shared/fault.ts';
import { minor } from '../../../shared/money.ts';
import { instrumentNumber } from '../../make/number.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeBench, makeSelling, openBench, type Bench } from '../../make/register.ts';
import { mei, pin } from '../../make/staff.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

const turn = (state: 'online' | 'offline' | 'realtimeDown'): void => {
  bench.clock.advance(1000);
  bench.line.turn(state);
  bench.register.linkChanged();
};

it('warns once per loss, whatever states it goes through', async () => {
  expect(bench.view().warning).toBeNull();
  turn('realtimeDown');
  const { since } = bench.line.link();
  expect(bench.view().warning).toEqual({ since, state: 'realtimeDown' });
  turn('offline');
  expect(bench.view().warning).toEqual({ since, state: 'offline' });
  await bench.act({ command: 'dismissWarning' });
  expect(bench.view().warning).toBeNull();
  turn('realtimeDown');
  expect(bench.view().warning).toBeNull();
  turn('online');
  turn('offline');
  expect(bench.view().warning).not.toBeNull();
  turn('online');
  expect(bench.view().warning).toBeNull();
});

it('shows a clock that is off by more than two minutes, to either side', async () => {
  let clockAhead: number | null = null;
  const other = await makeSelling({ ports: { status: () => ({ clockAhead }) } });
  const shown: (number | null)[] = [];
  for (clockAhead of [null, 120_000, 120_001, -120_000, -86_400_000])
    shown.push(other.view().link.clockOff);
  expect(shown).toEqual([null, null, 120_001, null, -86_400_000]);
  endBench(other);
});

it('disconnects by hand by name, also before sign-in, and accounts for it', async () => {
  await bench.act({ command: 'disconnect' });
  expect(bench.view()).toMatchObject({
    link: { state: 'byHand', byHand: { en: 'Mei Lin', zh: '林梅' } },
    warning: null,
  });
  expect(await bench.refused({ command: 'syncNow' })).toBe('channel.disconnected');
  await bench.act({ command: 'connect' });
  await bench.act({ command: 'signOut' });
  await bench.act({ command: 'disconnect' });
  expect(bench.view().link.byHand?.en).toBe('nobody signed in');
  const acts = bench.ports.witness.read().map((entry) => /"act":"(\w+)"/.exec(entry.content)?.[1]);
  expect(acts).toEqual(['disconnect', 'connect', 'disconnect']);
});

it('passes on what the line says to a sync and a balance', async () => {
  const balance = {
    kind: 'giftCard',
    last4: '0017',
    balance: minor(500),
    currency: 'USD',
    expires: null,
    state: 'open',
    lockedBy: null,
  } as const;
  const other = await makeSelling({
    ports: {
      inquire: async ({ number }) =>
        number === instrumentNumber(1) ? ok(balance) : fail('instrument.unknown'),
      line: {
        disconnect: () => undefined,
        connect: () => undefined,
        syncNow: async () => fail('channel.unreachable'),
      },
    },
  });
  expect(await other.refused({ command: 'syncNow' })).toBe('channel.unreachable');
  const ask = (number: string) =>
    other.register.query({ query: 'balance', kind: 'giftCard', number });
  expect(await ask(instrumentNumber(1))).toEqual(ok(balance));
  expect(await ask('1234')).toMatchObject({ fault: { code: 'instrument.number' } });
  other.line.turn('realtimeDown');
  expect(await ask(instrumentNumber(1))).toMatchObject({ fault: { code: 'instrument.offline' } });
  endBench(other);
});

it('shows the state of the line, the jobs and what is still to send', async () => {
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'payCash', amount: minor(10_000) });
  expect(await bench.register.command({ command: 'syncNow' })).toEqual(done);
  const status = await bench.register.query({ query: 'connection' });
  expect(status).toMatchObject({
    ok: true,
    value: {
      link: { state: 'online' },
      clockAhead: null,
      databaseChecked: { sound: true },
      pending: { sales: 1, value: 10_000, first: 1, last: 1, exceptions: 0 },
    },
  });
  expect(status.ok && status.value.jobs.map((job) => job.version)).toEqual([1, 1, 1, 1, 1]);
});

it('waits for activation, then for its first feed, then for somebody to sign in', async () => {
  const bare = openBench();
  expect(bare.view()).toMatchObject({ screen: 'trouble', trouble: { code: 'activation.needed' } });
  expect(await bare.refused({ command: 'disconnect' })).toBe('activation.needed');
  endBench(bare);
  const fed = await makeBench();
  expect(fed.view()).toMatchObject({
    screen: 'signIn',
    store: { en: 'Harbour Street' },
    registerName: 'R-02',
  });
  fed.db.sql.exec('DELETE FROM configuration');
  expect(fed.view().screen).toBe('starting');
  await fed.act({ command: 'signIn', staff: mei.id, pin });
  expect(await fed.refused({ command: 'addProduct', product: hundred.id })).toBe(
    'activation.needed',
  );
  endBench(fed);
});

it('remembers language and theme, and counts its pictures', async () => {
  await bench.act({ command: 'language', language: 'zh-CN' });
  await bench.act({ command: 'theme', theme: 'contrast' });
  const first = bench.view();
  expect(first).toMatchObject({ language: 'zh-CN', theme: 'contrast' });
  expect(bench.view().revision).toBeGreaterThan(first.revision);
});

it('finds products by words and by category', async () => {
  const products = await bench.register.query({
    query: 'products',
    text: 'Product 2',
    category: null,
    favourites: false,
    limit: 5,
  });
  expect(products.ok && products.value[0]).toMatchObject({ id: 'P2', price: 980 });
  expect(await bench.register.query({ query: 'categories' })).toEqual(
    ok([{ en: 'Home', zh: '家居' }]),
  );
  expect(await bench.register.query({ query: 'view' })).toMatchObject({ ok: true });
});

it('makes no support bundle by itself: the program that it runs in does', async () => {
  expect(await bench.register.query({ query: 'supportBundle' })).toMatchObject({
    fault: { code: 'support.failed', retry: 'later' },
  });
});
