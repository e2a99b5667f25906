import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Entry } from '../../../shared/entry.ts';
import { ok } from '../../../shared/fault.ts';
import { defaultParameters } from '../../../shared/parameters.ts';
import type { Have, Push } from '../../../shared/wire/journal.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { readIdentity } from '../../../main/database/identity.ts';
import { knownHashes, pendingEntries } from '../../../main/database/journal.ts';
import { readOpenCart } from '../../../main/database/carts.ts';
import { answerOf } from '../../../main/database/answers.ts';
import { openChannel, type Channel } from '../../../main/sync/channel.ts';
import { pullAnswers } from '../../../main/sync/answers.ts';
import { nextPage, pushAll } from '../../../main/sync/push.ts';
import { hearLost } from '../../../main/sync/recovery.ts';
import { haveOf, openStand, type Stand } from './channelstand.ts';
import { openTill, type Till } from './till.ts';

let till: Till;
let stand: Stand;
let channel: Channel;
const { signal } = new AbortController();

beforeEach(async () => {
  till = openTill();
  stand = await openStand();
  channel = openChannel({
    url: stand.url,
    token: () => 'token',
    profile: () => defaultParameters.offlineProfile,
    clock: till.clock,
    met: () => undefined,
  });
});
afterEach(async () => {
  channel.close();
  await stand.close();
  till.close();
});

const sales = (count: number): Entry[] =>
  Array.from({ length: count }, (_, index) => {
    till.sell(1000 + index, `sale-${index}-${till.chance.id()}`);
    return till.commit();
  });
const push = (): ReturnType<typeof pushAll> =>
  pushAll(till.db, till.witness, channel, null, signal);

it('asks for HAVE first, and then sends what the channel lacks, in order', async () => {
  const [first, ...rest] = sales(4);
  if (first !== undefined) stand.entries.set(first.hash, first);
  expect(nextPage(till.db, haveOf(stand))?.entries).toEqual(rest);
  const pushed = await push();
  expect(pushed).toMatchObject({ ok: true, value: { entries: 4, heads: [{ number: 4 }] } });
  expect(stand.calls).toEqual([channelPaths.push, channelPaths.push]);
  expect(pendingEntries(till.db)).toMatchObject({ entries: 0 });
});

it('sends in pages, and sends again what a restored channel lost (R10)', async () => {
  sales(230);
  expect(await push()).toMatchObject({ ok: true });
  expect(stand.calls).toHaveLength(4);
  const kept = [...stand.entries].slice(0, 200);
  stand.entries.clear();
  for (const [hash, entry] of kept) stand.entries.set(hash, entry);
  expect(await push()).toMatchObject({ ok: true, value: { entries: 230 } });
  expect(pendingEntries(till.db).entries).toBe(0);
});

it('keeps what was not answered as pending, and knows no cursor of its own', async () => {
  sales(2);
  stand.odd.set(channelPaths.push, [null, { status: 503, raw: '' }]);
  expect(await push()).toMatchObject({ ok: false, fault: { code: 'channel.unreachable' } });
  expect(pendingEntries(till.db).entries).toBe(2);
  expect(await push()).toMatchObject({ ok: true });
});

it('stops at a channel that takes nothing', async () => {
  sales(1);
  stand.always.set(channelPaths.push, { body: { heads: [], lacks: [], entries: 0 } });
  expect(await push()).toMatchObject({ fault: { code: 'entry.predecessor' } });
});

it('takes in the entries that only the channel has before it sends (section 6)', async () => {
  const lost = sales(5);
  for (const entry of lost) stand.entries.set(entry.hash, entry);
  const restored = openTill();
  try {
    restored.sell(700, 'sale-after');
    const own = restored.commit();
    restored.sell(900, 'sale-open');
    const pushed = await pushAll(restored.db, restored.witness, channel, null, signal);
    expect(pushed.ok).toBe(true);
    expect(
      knownHashes(
        restored.db,
        lost.map((entry) => entry.hash),
      ).size,
    ).toBe(5);
    const seen = restored.witness.read().map((entry) => entry.hash);
    expect(seen).toEqual(expect.arrayContaining(lost.map((entry) => entry.hash)));
    expect([readIdentity(restored.db)?.incarnation, readOpenCart(restored.db)]).toEqual([1, null]);
    expect(stand.entries.has(own.hash)).toBe(true);
    restored.sell(800, 'sale-next');
    expect(JSON.parse(restored.commit().content)).toMatchObject({
      number: 6,
      incarnation: 1,
      previous: expect.arrayContaining([own.hash, lost[4]?.hash]) as string[],
    });
    expect(await pushAll(restored.db, restored.witness, channel, null, signal)).toMatchObject({
      ok: true,
      value: { entries: 7 },
    });
    expect(readIdentity(restored.db)?.incarnation).toBe(1);
  } finally {
    restored.close();
  }
});

it('names what it and the channel both lost, so that nothing after it is held up', async () => {
  const [first, second] = sales(2);
  if (first === undefined || second === undefined) throw new Error('two sales were made');
  const restored = openTill();
  try {
    expect(hearLost(restored.db, restored.witness, [second])).toEqual({ ok: true, value: 1 });
    const lacking = { heads: [], lacks: [first.hash], entries: 1 };
    const whole = { heads: [{ number: 2, hash: second.hash }], lacks: [], entries: 2 };
    const answers: Have[] = [{ heads: [], lacks: [], entries: 0 }, lacking, lacking, whole];
    const pages: (readonly Entry[])[] = [];
    const line = {
      push: async (page: Push) => {
        pages.push(page.entries);
        return ok(answers.shift() ?? whole);
      },
      lost: async () => ok({ entries: [] }),
    };
    const pushed = await pushAll(restored.db, restored.witness, line, null, signal);
    expect(pushed).toEqual({ ok: true, value: whole });
    const named = [{ hash: first.hash, content: '' }, second];
    expect(pages).toEqual([[], [second], named, named]);
  } finally {
    restored.close();
  }
});

it('passes over a damaged entry among the lost ones, and does not begin anew for it at every contact', async () => {
  const [entry] = sales(1);
  const content = (entry?.content ?? '').replace('mei', 'eve');
  stand.entries.set('e'.repeat(64), { hash: 'e'.repeat(64), content });
  stand.entries.delete(entry?.hash ?? '');
  await push();
  await push();
  expect(readIdentity(till.db)?.incarnation).toBe(0);
});

it('hears answers page by page, and from the start when the channel counts anew', async () => {
  const entries = sales(5);
  for (const [index, entry] of entries.entries()) {
    stand.answers.push({
      register: 'S01-R02',
      hash: entry.hash,
      number: index + 1,
      state: 'posted',
      amounts: [],
      at: '2026-11-22T10:05:00.000Z',
    });
  }
  expect(till.witness.read()).toHaveLength(5);
  expect(await pullAnswers(till.db, till.witness, channel, signal)).toMatchObject({ ok: true });
  expect(entries.every((entry) => answerOf(till.db, entry.hash) !== null)).toBe(true);
  expect(till.witness.read()).toEqual([]);
  stand.answers.splice(0, 4);
  const [late] = sales(1);
  stand.answers.push({
    register: 'S01-R02',
    hash: late?.hash ?? '',
    number: 6,
    state: 'late',
    amounts: [],
    at: '2026-11-22T10:06:00.000Z',
  });
  expect(await pullAnswers(till.db, till.witness, channel, signal)).toMatchObject({ ok: true });
  expect(answerOf(till.db, late?.hash ?? '')?.state).toBe('late');
});
