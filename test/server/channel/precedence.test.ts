/** Locks never wait behind pages of entries, and what waits does not fill the channel's memory (docs/decisions/0014, 0020). */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { heldSchema } from '../../../shared/wire/grant.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { makeForwarder } from '../../../server/channel/forward.ts';
import { defaultSettings } from '../../../server/channel/ports.ts';
import { makeReach } from '../../../server/channel/reach.ts';
import { makeCaller } from '../../../server/http/call.ts';
import type { GivingWay } from '../../../server/http/precedence.ts';
import { describeDatabases } from '../databases.ts';
import { tokenOf } from './fake-headquarters.ts';
import { chain, makeWorld, value, type World } from './world.ts';

/** A page of which only the head was sent: the register is slow, or far away. */
type Begun = { readonly answer: Promise<string>; readonly finish: () => void };

function beginPage(url: string, register: string, body: string, length = body.length): Begun {
  const { hostname, port } = new URL(url);
  const socket: Socket = connect(Number(port), hostname);
  socket.write(
    `POST ${channelPaths.push} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${tokenOf(register)}\r\n` +
      `content-type: application/json\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n`,
  );
  const answer = once(socket, 'data').then(([data]) => String(data));
  return {
    answer,
    finish: () => {
      if (length === body.length) socket.write(body);
      else socket.destroy();
    },
  };
}

const hold = (register: string, seq: number) => ({
  register,
  incarnation: 0,
  seq,
  id: String(seq).padStart(32, '0'),
  predecessors: [],
  epoch: 1,
  head: null,
  wants: [],
});

describeDatabases('precedence at a channel', (place) => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld(place.fresh());
    for (const register of ['R-01', 'R-02']) await world.activate(register);
  });
  afterEach(() => world.end());

  const begin = (length?: number, entries = 1): Begun => {
    const body = JSON.stringify({ register: 'R-01', entries: chain('R-01', entries) });
    return beginPage(world.url(), 'R-01', body, length);
  };
  const lock = async (seq: number): Promise<number> =>
    value(heldSchema, await world.post('R-02', channelPaths.hold, hold('R-02', seq))).epoch;
  const isTold = (answer: string): void => {
    expect(answer).toMatch(/^HTTP\/1\.1 429 /);
    expect(answer).toMatch(/\r\nretry-after: \d+\r\n/i);
    expect(answer).toContain('"service.busy"');
  };

  it('answers locks while as many pages as it takes in are on their way, and tells one more to come later before its body is there', async () => {
    const { most } = defaultSettings.pushes;
    const inside = Array.from({ length: most }, () => begin());
    await expect.poll(() => world.inside()).toBe(most);
    expect(await lock(1)).toBe(1);
    const one = begin();
    isTold(await one.answer);
    expect(await lock(2)).toBe(1);
    for (const page of inside) page.finish();
    for (const page of inside) expect(await page.answer).toMatch(/^HTTP\/1\.1 200 /);
    await expect.poll(() => world.inside()).toBe(0);
    const late = begin();
    late.finish();
    expect(await late.answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('takes in no more bytes than it has room for, but one page however large', async () => {
    const { mostBytes } = defaultSettings.pushes;
    const large = begin(mostBytes + 1);
    await expect.poll(() => world.inside()).toBe(1);
    isTold(await begin().answer);
    expect(await lock(1)).toBe(1);
    large.finish();
    await expect.poll(() => world.inside()).toBe(0);
    const small = begin();
    small.finish();
    expect(await small.answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('answers locks while each of its ways up is busy with a page', async () => {
    let open = (): void => undefined;
    world.headquarters.gate = new Promise((resolve) => (open = resolve));
    const registers = ['R-11', 'R-12', 'R-13', 'R-14', 'R-15', 'R-16'];
    for (const register of registers) {
      await world.activate(register);
      await world.push(register, chain(register, 3));
    }
    const forwarded = world.channel().forwardOnce();
    await expect.poll(() => world.headquarters.knocks).toBe(4);
    expect(await lock(1)).toBe(1);
    expect(world.headquarters.knocks).toBe(4);
    open();
    expect(await forwarded).toMatchObject({ moved: 18 });
  });

  it('takes pages in while headquarters is silent about every page that was sent to it', async () => {
    let open = (): void => undefined;
    world.headquarters.gate = new Promise((resolve) => (open = resolve));
    const registers = ['R-11', 'R-12', 'R-13', 'R-14', 'R-15'];
    for (const register of registers) {
      await world.activate(register);
      await world.push(register, chain(register, 3));
    }
    const forwarded = world.channel().forwardOnce();
    await expect.poll(() => world.headquarters.knocks).toBe(4);
    expect((await world.push('R-01', chain('R-01', 2))).entries).toBe(2);
    open();
    await forwarded;
  });

  it('forwards at once, past those that give way, what a HOLD waits for', async () => {
    const entries = chain('R-01', 3);
    await world.push('R-01', entries);
    await world.push('R-02', chain('R-02', 2));
    const { db, clock, headquarters } = world;
    const stop = new AbortController();
    const call = makeCaller({
      ...{ url: headquarters.url, token: 'channel-token', stop: stop.signal },
      unreachable: 'realtime.unreachable',
    });
    const waiting: AbortSignal[] = [];
    /** Gives way for ever, but to a person. */
    const givingWay: GivingWay = async (work, hurried = stop.signal) => {
      waiting.push(hurried);
      if (!hurried.aborted) await once(hurried, 'abort');
      return work();
    };
    const forwarder = makeForwarder({
      ...{ db: db(), call, clock, chance: { id: () => '', fraction: () => 0 } },
      ...{ reach: makeReach(() => undefined), log: () => undefined, timeout: 5000 },
      givingWay,
    });
    for (const register of ['R-01', 'R-02']) forwarder.note(register);
    const round = forwarder.round();
    await expect.poll(() => waiting.length).toBe(2);
    await forwarder.settle('R-01');
    expect(headquarters.numbers('R-01')).toEqual([1, 2, 3]);
    expect(headquarters.numbers('R-02')).toEqual([]);
    await forwarder.settle('R-02');
    expect(await round).toMatchObject({ moved: 5 });
  });
});
