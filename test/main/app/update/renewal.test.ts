import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renewsItself } from '../../../../main/app/update/renewal.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-renewal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what setup.exe installed and an AppImage renew themselves; what MSI or the system installed does not', () => {
  const program = join(folder, 'holdfast.exe');
  expect(renewsItself('win32', program, {})).toBe(true);
  writeFileSync(join(folder, 'installed-by-msi.txt'), '');
  expect(renewsItself('win32', program, {})).toBe(false);
  expect(renewsItself('linux', '/opt/Holdfast/holdfast', {})).toBe(false);
  expect(renewsItself('linux', '/tmp/.mount/holdfast', { APPIMAGE: '/it/Holdfast.AppImage' })).toBe(
    true,
  );
});
