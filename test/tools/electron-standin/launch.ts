import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standinDist } from '../../../tools/electron-standin/executable.ts';

/** What the fixture's preload exposes. */
export interface FixtureApi {
  invoke(channel: string, value?: unknown): Promise<unknown>;
  invokeFunction(): Promise<unknown>;
  tick(value: unknown, heard: (value: unknown) => void): void;
  double(value: number): number;
  refuse(): never;
  sendSync(): never;
  loadFs(): never;
  process: { type: string; sandboxed: boolean; electron: string };
  nested: { list: number[] };
}

declare global {
  interface Window {
    fixture: FixtureApi;
  }
}

export const fixture = join(import.meta.dirname, 'app');

/** A new user data folder and how to remove it. */
export function userData(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'standin-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

export function environment(): Record<string, string> {
  const known = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(known), ELECTRON_OVERRIDE_DIST_PATH: standinDist() };
}

/** Starts the fixture under Playwright, as the product's own end-to-end tests do. */
export async function launchFixture(
  folder: string,
): Promise<{ app: ElectronApplication; page: Page; output(): string }> {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standinDist();
  const app = await _electron.launch({
    args: [fixture, `--user-data-dir=${folder}`],
    env: environment(),
    timeout: 20_000,
  });
  let output = '';
  app.process().stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const page = await app.firstWindow();
  await page.getByRole('heading', { name: 'Fixture' }).waitFor();
  return { app, page, output: () => output };
}
