/** A support bundle of a register that is off, laid open for a search. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect } from 'vitest';
import { systemClock } from '../../main/app/clock.ts';
import { openLog } from '../../main/app/log/log.ts';
import { provisioningFile } from '../../main/app/provisioning.ts';
import { runHoldfast } from '../main/app/command/console.ts';
import type { TillOptions } from './tills.ts';

/** Makes it as `holdfast --support-bundle` does, after a bug whose text held secrets, and unpacks it. */
export async function makeBundle(
  { folder, key, channel, activationCode }: TillOptions,
  unzipped: string,
  bug: string,
): Promise<void> {
  const log = openLog({ folder, clock: systemClock, system: null });
  log('program.bug', { reason: bug });
  writeFileSync(provisioningFile(folder), JSON.stringify({ channel, activationCode, kiosk: true }));
  const file = `${unzipped}.zip`;
  const made = await runHoldfast(folder, key, ['--support-bundle', '--to', file]);
  expect(made.exit).toBe(0);
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(file)))) {
    mkdirSync(dirname(join(unzipped, name)), { recursive: true });
    writeFileSync(join(unzipped, name), bytes);
  }
  rmSync(provisioningFile(folder));
  rmSync(file);
}

/** What whoever helps needs is in it: versions, settings, check, schema and counts, log, line. */
export function helps(unzipped: string): void {
  const part = (name: string): string => readFileSync(join(unzipped, name), 'utf8');
  expect(JSON.parse(part('about.json'))).toMatchObject({ version: '1.0.0' });
  expect(JSON.parse(part('configuration.json'))).toMatchObject({
    activationCode: 'set',
    kiosk: true,
  });
  expect(JSON.parse(part('check.json'))).toContainEqual({
    ...{ name: 'database', state: 'good', code: 'good' },
    facts: expect.anything(),
  });
  const database = JSON.parse(part('database.json'));
  expect(database.counts.sale).toBeGreaterThan(2);
  expect(database.requests).toContainEqual({ state: 'refused', requests: 2 });
  expect(part('logs/register.log')).toContain('"event":"register.ready"');
  expect(part('errors.log')).toContain('no such card •••, pin: •••');
  expect(JSON.parse(part('health.json'))).toMatchObject({ register: 'R-01' });
}
