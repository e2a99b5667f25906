import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isStoreIncluded,
  reasonToWait,
  rolloutSchema,
  type Standing,
} from '../../../../main/app/update/rollout.ts';

const all = rolloutSchema.parse(undefined);
const resting: Standing = { cart: false, asking: false, unsent: 0, restedMs: 600_000 };
const night = '03:00';

test('without a word of IT an update is for all stores, at night', () => {
  expect(all).toEqual({ percent: 100, from: '02:00', to: '05:00', forced: false });
  expect(isStoreIncluded(all, 'S-01', '1.1.0')).toBe(true);
});

test.each([
  ['hours that are none', { from: '25:00' }],
  ['half a store', { percent: 12.5 }],
  ['a word that is not known', { stores: [], region: 'north' }],
])('refuses %s', (_name, rollout) => expect(rolloutSchema.safeParse(rollout).success).toBe(false));

test('a named store alone', () => {
  const rollout = rolloutSchema.parse({ stores: ['S-02'] });
  expect(isStoreIncluded(rollout, 'S-02', '1.1.0')).toBe(true);
  expect(isStoreIncluded(rollout, 'S-01', '1.1.0')).toBe(false);
});

test('of many stores about so many of a hundred; who is in stays in while it grows', () => {
  const stores = Array.from({ length: 1000 }, (_, index) => `S-${index}`);
  const included = (percent: number) =>
    stores.filter((store) => isStoreIncluded({ ...all, percent }, store, '1.1.0'));
  expect(included(0)).toEqual([]);
  expect(included(100)).toEqual(stores);
  expect(included(25).length).toBeGreaterThan(200);
  expect(included(25).length).toBeLessThan(300);
  const wider = new Set(included(50));
  expect(included(25).every((store) => wider.has(store))).toBe(true);
});

test('a resting register in its hours may be interrupted', () => {
  expect(reasonToWait(resting, all, night)).toBeNull();
});

test.each([
  ['asking', { asking: true }, night],
  ['cart', { cart: true }, night],
  ['unsent', { unsent: 1 }, night],
  ['window', {}, '12:00'],
  ['busy', { restedMs: 1000 }, night],
] as const)('waits: %s', (reason, standing, time) => {
  expect(reasonToWait({ ...resting, ...standing }, all, time)).toBe(reason);
});

test('the hours may reach over midnight, and end before their last minute', () => {
  const rollout = { ...all, from: '22:00', to: '04:00' };
  const at = (time: string) => reasonToWait(resting, rollout, time);
  expect([at('22:00'), at('23:59'), at('00:00'), at('03:59')]).toEqual([null, null, null, null]);
  expect([at('04:00'), at('12:00'), at('21:59')]).toEqual(['window', 'window', 'window']);
});

test('a forced update waits for a customer who is being served and for a card, for nothing else', () => {
  const forced = { ...all, forced: true };
  expect(reasonToWait({ ...resting, unsent: 3 }, forced, '12:00')).toBeNull();
  expect(reasonToWait({ ...resting, cart: true, restedMs: 1000 }, forced, '12:00')).toBe('cart');
  expect(reasonToWait({ ...resting, cart: true }, forced, '12:00')).toBeNull();
  expect(reasonToWait({ ...resting, asking: true }, forced, '12:00')).toBe('asking');
});

test('unless it is forced, no open sale and no unsent entry is ever interrupted', () => {
  const standing = fc.record({
    cart: fc.boolean(),
    asking: fc.boolean(),
    unsent: fc.nat(5),
    restedMs: fc.nat(1_000_000),
  });
  const hours = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map(([hour, minute]) => [hour, minute].map((part) => String(part).padStart(2, '0')).join(':'));
  fc.assert(
    fc.property(standing, hours, hours, hours, (now, from, to, time) => {
      if (reasonToWait(now, { ...all, from, to }, time) !== null) return;
      expect(now).toMatchObject({ cart: false, asking: false, unsent: 0 });
    }),
  );
});
