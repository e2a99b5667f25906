import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { View } from '../../../../shared/bridge/view.ts';
import { fault } from '../../../../shared/fault.ts';
import { minor } from '../../../../shared/money.ts';
import { healthFile, keepHealth } from '../../../../main/app/health.ts';
import { waitingView } from '../../../../main/app/waiting.ts';
import { falseClock } from '../../../false/clock.ts';
import { runHoldfast } from './console.ts';

const place = mkdtempSync(join(tmpdir(), 'holdfast-health-'));
afterAll(() => rmSync(place, { recursive: true }));

test('tells a monitoring tool how the register is, by a file that the register keeps', async () => {
  const folder = mkdtempSync(join(place, 'data-'));
  const clock = falseClock();
  const waits: (() => void)[] = [];
  const timers = { after: (_ms: number, run: () => void) => (waits.push(run), () => undefined) };
  const pass = (): void => waits.splice(0).forEach((run) => run());
  const start = waitingView({
    revision: 1,
    version: '1.0.0',
    language: 'en-US',
    since: clock.now(),
    trouble: null,
  });
  let view: View = {
    ...start,
    screen: 'sale',
    registerName: 'R-01',
    link: { ...start.link, state: 'online' },
  };
  const ask = async (): Promise<string> => {
    const { exit, lines } = await runHoldfast(folder, '', ['--health'], { clock });
    const { state, why } = JSON.parse(lines[0] ?? '');
    return [exit, state, ...why].join(' ');
  };
  expect(await ask()).toBe('3 unknown neverStarted');

  const health = keepHealth({ folder, view: () => view, clock, timers });
  pass();
  expect(await ask()).toBe('0 good');
  view = {
    ...view,
    pending: { count: 2, value: minor(900) },
    link: { ...view.link, state: 'offline', since: clock.now() },
  };
  health.seen();
  pass();
  expect(await ask()).toBe('1 warning line:offline');
  expect(JSON.parse(readFileSync(healthFile(folder), 'utf8')).pending).toEqual({
    count: 2,
    value: 900,
  });
  clock.advance(5 * 3_600_000);
  pass();
  expect(await ask()).toBe('2 critical line:offline');
  view = {
    ...start,
    screen: 'trouble',
    trouble: fault('database.full'),
    link: { ...start.link, state: 'online' },
  };
  health.seen();
  pass();
  expect(await ask()).toBe('2 critical trouble:database.full');
  view = { ...view, screen: 'sale', trouble: null };
  health.stop();
  expect(await ask()).toBe('0 good');
  clock.advance(200_000);
  expect(await ask()).toBe('2 critical notRunning');
});
