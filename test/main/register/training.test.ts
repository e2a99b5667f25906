import { afterEach, beforeEach, expect, it } from 'vitest';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';
import { ada, mei, pin } from '../../make/staff.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

it('has no practice line and no drill outside a training', async () => {
  expect(bench.view().training).toBeNull();
  expect(await bench.refused({ command: 'endTraining' })).toBe('training.none');
  expect(await bench.refused({ command: 'practiceLine', up: false })).toBe('training.none');
  expect(await bench.refused({ command: 'drill', on: true })).toBe('training.none');
});

it('shows the tour once to each person', async () => {
  expect(bench.view().tour).toBe(true);
  await bench.act({ command: 'tourSeen' });
  expect(bench.view().tour).toBe(false);
  await bench.act({ command: 'signIn', staff: ada.id, pin });
  expect(bench.view().tour).toBe(true);
  await bench.act({ command: 'signIn', staff: mei.id, pin });
  expect(bench.view().tour).toBe(false);
  await bench.act({ command: 'signOut' });
  expect(bench.view().tour).toBe(false);
  expect(await bench.refused({ command: 'tourSeen' })).toBe('signIn.needed');
});
