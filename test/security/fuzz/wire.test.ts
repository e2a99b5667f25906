/** Channel and headquarters under fire over HTTP: no 5xx, and a refused message has changed no row. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { faultCodes } from '../../../shared/fault.ts';
import { hashText } from '../../../shared/hash.ts';
import { csrfHeader } from '../../../shared/wire/headoffice.ts';
import { problemSchema } from '../../../shared/wire/problem.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { sale } from '../../server/headquarters/desk.ts';
import { cash, entryOf, goods } from '../../server/headquarters/sealed.ts';
import { describeDatabases, type Place } from '../../server/databases.ts';
import { cardNumber } from '../../server/headquarters/world.ts';
import { doors, type Door } from './doors.ts';
import { generated, type Known } from './generated.ts';
import { limitMs, messages, seed } from './length.ts';
import { mutated } from './mutated.ts';
import { startServices, type Services } from './wire.ts';

const register = fc.constantFrom('A', 'B');
/** Sealed entries: good ones, and ones that were spoiled before they were sealed. */
const content = fc
  .tuple(register, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }))
  .map(([from, number, price]): unknown =>
    JSON.parse(
      entryOf(
        from,
        number,
        [],
        sale({ sale: `s-${from}-${number}`, register: from }, [goods(price), cash(price)]),
      ).content,
    ),
  );
const entry = fc.oneof(content, mutated(content)).map((value) => {
  const text = JSON.stringify(value) ?? '';
  return { hash: hashText(text), content: text };
});
const known: Known = {
  register,
  entries: fc.array(entry, { maxLength: 4 }),
  incarnation: fc.constantFrom(0, 1),
  epoch: fc.constant(1),
  seq: fc.integer({ min: 1, max: 60 }),
  head: fc.constant(null),
  request: fc.integer({ min: 1, max: 30 }).map((n) => `r-${n}`),
  number: fc.constantFrom(...['c1', 'c2', 'm1', 'p1', 'new'].map((name) => cardNumber(name))),
  pin: fc.constantFrom('2468', '1111'),
  kind: fc.constantFrom('giftCard', 'giftCard', 'creditMemo'),
  currency: fc.constant('USD'),
  channel: fc.constant('C1'),
  active: fc.integer({ min: 0, max: 50 }).map((n) => n > 0),
  account: fc.constantFrom('ruth', 'nobody'),
  after: fc.constant(0),
};

type Message = {
  readonly door: Door;
  readonly value: unknown;
  readonly who: number;
  readonly wrapping: string;
};

const wrapping = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  fc.constantFrom('gzip', 'cut', 'notGzip', 'text', 'version', 'deep'),
);
const messageTo = (door: Door): fc.Arbitrary<Message> => {
  const good = generated(door.schema, known);
  const value = fc.oneof({ weight: 2, arbitrary: good }, mutated(good));
  return fc.record({ door: fc.constant(door), value, who: fc.nat({ max: 19 }), wrapping });
};
const message = fc.oneof(...doors.map((door) => weighed(door)));

/** Signing in costs the service a slow hash each time, so it is met less often. */
function weighed(door: Door): fc.WeightedArbitrary<Message> {
  const slow = ['/api/session', '/api/locks/break', '/api/recovery'].includes(door.path);
  const inner = ['/v1/push', '/v1/channel/push', '/v1/realtime/hold', '/v1/channel/hold'];
  return { weight: slow ? 1 : inner.includes(door.path) ? 12 : 4, arbitrary: messageTo(door) };
}

/** Three of four knock as they should. */
function credentials(
  { tokens, session }: Services,
  { door, who }: Message,
): Record<string, string> {
  if (door.of === 'office') {
    if (who === 0) return {};
    if (who === 1) return { cookie: session['cookie'] ?? '' };
    if (who === 2) return { ...session, [csrfHeader]: 'f'.repeat(32) };
    if (who === 3) return { ...session, origin: 'https://elsewhere.example' };
    return session;
  }
  const right = door.of === 'headquarters' ? tokens.channel : who % 2 === 0 ? tokens.A : tokens.B;
  const token = [undefined, 'x', tokens.channel, tokens.A, tokens.admin][who] ?? right;
  return who === 0 ? {} : { authorization: `Bearer ${token}` };
}

function requestOf(services: Services, sent: Message): [string, RequestInit] {
  const { door, value, wrapping } = sent;
  const base = door.of === 'channel' ? services.channel : services.headquarters;
  const headers: Record<string, string> = credentials(services, sent);
  if (wrapping === 'version') headers['holdfast-wire'] = '7';
  if (door.method !== 'POST') {
    const told = (inner: unknown): string =>
      typeof inner === 'string' ? inner : (JSON.stringify(inner) ?? '');
    const pairs = Object.entries(Object(value)).map(([name, inner]) => [name, told(inner)]);
    const query = new URLSearchParams(Object.fromEntries(pairs));
    return [`${base}${door.path}?${query.toString()}`, { method: door.method, headers }];
  }
  headers['content-type'] = wrapping === 'text' ? 'text/plain' : 'application/json';
  const text = wrapping === 'deep' ? '['.repeat(20_000) : (JSON.stringify(value) ?? '');
  if (wrapping === 'gzip' || wrapping === 'notGzip') headers['content-encoding'] = 'gzip';
  const body =
    wrapping === 'gzip'
      ? new Uint8Array(gzipSync(text))
      : wrapping === 'cut'
        ? text.slice(0, -1)
        : text;
  return [base + door.path, { method: 'POST', headers, body }];
}

/** The office API answers problems, register and channel faults; both are read as a fault here. */
const faultBody = z.union([
  problemSchema.transform(({ code }) => ({ fault: { code } })),
  z.strictObject({ fault: z.object({ code: z.enum(faultCodes) }) }),
]);
type Tally = Record<'taken' | 'written' | 'refused' | 'unreachable', number>;

async function fire(services: Services, sent: Message, at: string, tally: Tally): Promise<void> {
  if (sent.door.path === channelPaths.hold) await services.forward();
  const before = services.digest();
  const [url, init] = requestOf(services, sent);
  const response = await fetch(url, init);
  const text = await response.text();
  const after = services.digest();
  const told = `${response.status} ${text.slice(0, 200)} at ${at}`;
  if (response.status < 400) {
    tally.taken += 1;
    if (after !== before) tally.written += 1;
    return;
  }
  tally.refused += 1;
  expect(after === before, `rows changed: ${told}`).toBe(true);
  // Node itself refuses a request line of more than 16 KB, below the application.
  if (response.status === 431) return;
  const body = faultBody.safeParse(JSON.parse(text));
  expect(body.success, told).toBe(true);
  const away = response.status === 503 && body.data?.fault.code === 'realtime.unreachable';
  expect(response.status < 500 || away, told).toBe(true);
  if (away) tally.unreachable += 1;
}

/** Sends the messages to fresh services. */
async function round(
  place: Place,
  count: number,
  from: number,
  tally: Tally,
  among: (sent: Message) => boolean,
): Promise<void> {
  const services = await startServices(place);
  if (among !== any) await services.loseHeadquarters();
  const drawn = fc.sample(message, { seed: from, numRuns: count }).filter(among);
  for (const [index, sent] of drawn.entries()) {
    const shown = JSON.stringify({ ...sent, door: sent.door.path })?.slice(0, 1500);
    await fire(services, sent, `seed ${from}, message ${index}: ${shown}`, tally);
  }
  expect(services.log.filter((line) => line.startsWith('request.failed'))).toEqual([]);
  await services.close();
}

const any = (): boolean => true;
const empty = (): Tally => ({ taken: 0, written: 0, refused: 0, unreachable: 0 });
const perRound = 1500;

describeDatabases('the wire', (place) => {
  // PostgreSQL differs in what it stores, not in what is decided; it is met by fewer messages.
  const count = place.kind === 'sqlite' ? messages : Math.ceil(messages / 5);

  it(`answers ${count} messages from seed ${seed}`, { timeout: limitMs }, async () => {
    const tally = empty();
    for (let sent = 0; sent < count; sent += perRound)
      await round(place, Math.min(perRound, count - sent), seed + sent, tally, any);
    console.log(`wire, ${place.kind}: ${JSON.stringify(tally)}`);
    expect(tally.taken).toBeGreaterThan(count / 20);
    expect(tally.written > count / 100 || place.kind === 'postgres').toBe(true);
    expect(tally.refused).toBeGreaterThan(count / 5);
    expect(tally.unreachable).toBe(0);
  });

  it(`answers while headquarters is away, from seed ${seed}`, { timeout: limitMs }, async () => {
    const tally = empty();
    const toChannel = ({ door }: Message): boolean => door.of === 'channel';
    await round(place, Math.max(800, Math.ceil(count / 5)), seed, tally, toChannel);
    console.log(`wire, ${place.kind}, headquarters away: ${JSON.stringify(tally)}`);
    expect(tally.unreachable).toBeGreaterThan(0);
  });
});
