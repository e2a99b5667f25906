/** The devices section of the provisioning: what is chosen, what is refused with a clear reason, and what comes of it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDevices } from '../../../main/app/devices.ts';
import { deviceSettingsSchema, noDevices } from '../../../main/app/devicesettings.ts';
import { falseClock } from '../../false/clock.ts';
import { drawsNothing, paper } from '../devices/paper.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-devices-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ports = { clock: falseClock(), draw: drawsNothing };

it('spools papers and logs the drawer where nothing was chosen', async () => {
  expect(deviceSettingsSchema.parse({})).toEqual(noDevices);
  const { printer, terminal } = openDevices(noDevices, folder, ports);
  expect(terminal).toBeUndefined();
  expect(await printer.print(paper)).toMatchObject({ ok: true });
  expect(await printer.openDrawer()).toMatchObject({ ok: true });
  expect(readdirSync(join(folder, 'papers'))).toHaveLength(1);
  expect(readFileSync(join(folder, 'drawer.log'), 'utf8')).toContain('open');
});

it.each([
  { printer: { kind: 'network', host: '192.0.2.7' }, drawer: 'printer' },
  { printer: { kind: 'network', host: '[2001:db8::1]', port: 9101, asks: false, columns: 48 } },
  { printer: { kind: 'serial', device: '/dev/ttyUSB0' } },
  { printer: { kind: 'serial', device: String.raw`\\.\COM12`, chinese: false } },
  { printer: { kind: 'spooler', share: 'Receipts (front)' } },
  { terminal: { host: 'terminal-1.store', port: 4810 } },
  { display: {} },
])('takes %j', (settings) => {
  const parsed = deviceSettingsSchema.parse(settings);
  expect(openDevices(parsed, folder, ports).terminal !== undefined).toBe('terminal' in settings);
});

describe('refuses, and says where and why', () => {
  it.each([
    [{ printer: { kind: 'network', host: 'printer:9100' } }, 'without a port'],
    [{ printer: { kind: 'network' } }, 'printer.host'],
    [{ printer: { kind: 'serial', device: '/etc/passwd' } }, 'must be a device'],
    [{ printer: { kind: 'spooler', share: 'x" & del *' } }, 'share name'],
    [{ printer: { kind: 'usb' } }, 'printer.kind'],
    [{ drawer: 'printer' }, 'not by a folder'],
    [{ terminal: { host: 'h', port: 70_000 } }, 'terminal.port'],
    [{ display: { width: 10 } }, 'display.width'],
    [{ scanner: {} }, 'scanner'],
  ])('%j: %s', (settings, reason) => {
    const parsed = deviceSettingsSchema.safeParse(settings);
    expect(parsed.success ? '' : z.prettifyError(parsed.error)).toContain(reason);
  });
});
