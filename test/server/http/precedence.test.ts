import { expect, it } from 'vitest';
import { makePrecedence } from '../../../server/http/precedence.ts';

/** A precedence in a time that passes by hand, and pages that end when they are told. */
function stand() {
  let now = 0;
  const rests: { readonly ms: number; readonly over: () => void }[] = [];
  const precedence = makePrecedence(
    { running: () => now },
    (ms) => new Promise((over) => rests.push({ ms, over })),
  );
  const givingWay = precedence.line();
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const page = (name = 'page', hurried?: AbortSignal): Promise<void> =>
    givingWay(() => {
      begun.push(name);
      return new Promise((end) => ends.push(end));
    }, hurried);
  const settled = (): Promise<void> => new Promise((done) => setImmediate(done));
  return {
    precedence,
    givingWay,
    rests,
    begun,
    page,
    settled,
    /** A call that took so long. */
    call: async (ms: number): Promise<void> => {
      await precedence.first(async () => void (now += ms));
    },
    /** Lets so many ms pass, ends the page that began first, and lets follow what follows. */
    end: async (ms: number): Promise<void> => {
      now += ms;
      ends.shift()?.();
      await settled();
    },
  };
}

it('works on four pages at once, in their order, and on one more with each span in which no call is slow and all places are taken', async () => {
  const { precedence, begun, page, call, end } = stand();
  const pages = Array.from({ length: 40 }, (_, index) => page(String(index)));
  expect(begun).toEqual(['0', '1', '2', '3']);
  for (let time = 0; time < 20; time += 1) {
    await call(12);
    await end(250);
  }
  expect(precedence.atOnce()).toBe(8);
  expect(begun).toEqual(Array.from({ length: 28 }, (_, index) => String(index)));
  for (let time = 0; time < 20; time += 1) await end(1);
  await Promise.all(pages);
});

it('does not think that it could do more than was asked of it', async () => {
  const { precedence, page, end } = stand();
  for (let time = 0; time < 10; time += 1) {
    const one = page();
    await end(250);
    await one;
  }
  expect(precedence.atOnce()).toBe(4);
});

it('halves what it does at once with each span in which a call was slow, at last resting between one page and the next, and grows again', async () => {
  const { precedence, rests, begun, page, call, end, settled } = stand();
  const pages = Array.from({ length: 12 }, () => page());
  await call(10);
  await end(250);
  const atOnce = [precedence.atOnce()];
  for (let time = 0; time < 3; time += 1) {
    await call(400);
    await end(250);
    atOnce.push(precedence.atOnce());
  }
  expect(atOnce).toEqual([4.25, 4.25 / 2, 4.25 / 4, 4.25 / 8]);
  // Those that had begun go on; when the last of them is done there is a rest before the next one.
  expect(begun.length).toBe(5);
  expect(rests).toEqual([]);
  await end(0);
  expect(begun.length).toBe(5);
  const rest = async (): Promise<number> => {
    const over = rests.shift();
    over?.over();
    await settled();
    return over?.ms ?? 0;
  };
  expect(await rest()).toBe(1000);
  expect(begun.length).toBe(6);
  for (let time = 0; time < 2; time += 1) {
    await call(400);
    await end(250);
    await rest();
  }
  // Never less than a half, and then a rest as long as the page, but no longer than a second.
  expect(precedence.atOnce()).toBe(1 / 2);
  await end(10);
  expect(await rest()).toBe(10);
  await call(400);
  await end(5000);
  expect(await rest()).toBe(1000);
  for (let time = 0; time < 3; time += 1) {
    await call(10);
    await end(250);
    await rest();
  }
  expect(precedence.atOnce()).toBe(5 / 4);
  for (let time = 0; time < 12; time += 1) await end(0);
  await Promise.all(pages);
});

it('counts a call that is still under way', async () => {
  const { precedence, call, page, end } = stand();
  await call(10);
  const pages = [page(), page()];
  await end(300);
  let answer = (): void => undefined;
  const under = precedence.first(() => new Promise<void>((resolve) => (answer = resolve)));
  await end(300);
  expect(precedence.atOnce()).toBe(2);
  answer();
  await Promise.all([under, ...pages]);
});

it('does not take the way to headquarters for slowness: what the quickest call takes is no measure of the pages', async () => {
  const { precedence, call, page, end } = stand();
  const one = async (): Promise<void> => {
    const done = page();
    await end(250);
    await done;
  };
  for (let time = 0; time < 20; time += 1) {
    await call(300);
    await call(700);
    await one();
  }
  expect(precedence.atOnce()).toBe(4);
  await call(300);
  await call(1500);
  await one();
  expect(precedence.atOnce()).toBe(2);
});

it('learns that calls are slow by the work of others, when they stay so with one page at a time, and forgets it', async () => {
  const { precedence, rests, page, call, end, settled } = stand();
  const pages = Array.from({ length: 300 }, () => page());
  const span = async (ms: number): Promise<void> => {
    await call(10);
    await call(ms);
    await end(250);
    for (const { over } of rests.splice(0)) over();
    await settled();
  };
  const seen: number[] = [];
  for (let time = 0; time < 60; time += 1) {
    await span(700);
    seen.push(precedence.atOnce());
  }
  expect(Math.min(...seen)).toBe(1 / 2);
  expect(seen.reduce((sum, atOnce) => sum + atOnce) / seen.length).toBeGreaterThan(1.5);
  for (let time = 0; time < 160; time += 1) await span(10);
  expect(precedence.atOnce()).toBe(8);
  await span(700);
  expect(precedence.atOnce()).toBe(4);
  for (let time = 0; time < 300; time += 1) await end(0);
  await Promise.all(pages);
});

it('answers a call while all places are taken, and begins a page at once, past those before it, when somebody waits for it', async () => {
  const { precedence, begun, page, end, settled } = stand();
  const pages = ['1', '2', '3', '4', '5'].map((name) => page(name));
  const hurry = new AbortController();
  pages.push(page('hurried', hurry.signal));
  await precedence.first(async () => void begun.push('call'));
  expect(begun).toEqual(['1', '2', '3', '4', 'call']);
  hurry.abort();
  await settled();
  expect(begun).toEqual(['1', '2', '3', '4', 'call', 'hurried']);
  pages.push(page('late', hurry.signal));
  expect(begun.at(-1)).toBe('late');
  for (let time = 0; time < 7; time += 1) await end(0);
  expect(begun.at(-1)).toBe('5');
  await Promise.all(pages);
});

it('lets the next begin when one has failed', async () => {
  const { givingWay, begun, page, end, settled } = stand();
  const bug = (): Promise<never> => Promise.reject(new Error('a bug'));
  const four = ['1', '2', '3'].map((name) => page(name));
  const failing = givingWay(bug);
  const waiting = page('4');
  await expect(failing).rejects.toThrow('a bug');
  await settled();
  expect(begun).toEqual(['1', '2', '3', '4']);
  for (let time = 0; time < 4; time += 1) await end(0);
  await Promise.all([...four, waiting]);
});

it('lets one line go on while all places of another wait for somebody else', async () => {
  const { precedence, begun, page, end, settled } = stand();
  const pages = ['1', '2', '3', '4', '5'].map((name) => page(name));
  await precedence.line()(async () => void begun.push('other'));
  expect(begun).toEqual(['1', '2', '3', '4', 'other']);
  for (let time = 0; time < 5; time += 1) await end(0);
  await settled();
  await Promise.all(pages);
});
