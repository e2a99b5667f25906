import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openInstaller, updateTask } from '../../../../main/app/update/installer.ts';
import { read } from '../../../house/tree.ts';

let folder = '';
let ran: (readonly string[])[] = [];
let quit = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-installer-'));
  ran = [];
  quit = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (platform: string, works = true) =>
  openInstaller({
    platform,
    folder,
    systemRoot: String.raw`C:\Windows`,
    run: async (program, words) => {
      ran.push([program, ...words]);
      return works;
    },
    quitAndInstall: () => {
      quit += 1;
    },
  });
const order = (): unknown => JSON.parse(readFileSync(join(folder, 'updates/order.json'), 'utf8'));

test("on Windows the machine's task is given the file and started", async () => {
  const file = join(folder, 'Holdfast-1.1.0-x64-setup.exe');
  writeFileSync(file, 'installer');
  expect(await open('win32').install(file, '1.1.0')).toEqual({ ok: true, value: undefined });
  expect(order()).toEqual({ do: 'install', file: 'Holdfast-1.1.0-x64-setup.exe' });
  expect(readFileSync(join(folder, 'updates/pending/Holdfast-1.1.0-x64-setup.exe'), 'utf8')).toBe(
    'installer',
  );
  expect(ran).toEqual([[String.raw`C:\Windows\System32\schtasks.exe`, '/Run', '/TN', updateTask]]);
  expect(quit).toBe(0);
});

test('the way back names the version; a machine without the task says so', async () => {
  expect((await open('win32').goBack('1.0.0')).ok).toBe(true);
  expect(order()).toEqual({ do: 'rollback', version: '1.0.0' });
  expect(await open('win32', false).goBack('1.0.0')).toMatchObject({
    fault: { code: 'update.notInstalled', data: { version: '1.0.0' } },
  });
  expect(await open('linux').goBack('1.0.0')).toMatchObject({
    fault: { code: 'update.notInstalled' },
  });
});

test('elsewhere Electron installs', async () => {
  expect((await open('linux').install('x.AppImage', '1.1.0')).ok).toBe(true);
  expect([quit, ran]).toEqual([1, []]);
});

test('installer, script and register mean the same task and the same orders', () => {
  const [folderName = '', taskName = ''] = updateTask.split('\\');
  const script = read('build/windows/update.ps1');
  expect(script).toContain(`-TaskPath '\\${folderName}\\' -TaskName '${taskName}'`);
  expect(script).toContain("-eq 'install'");
  expect(script).toContain("-eq 'rollback'");
  expect(read('build/installer.nsh')).toContain(`"${updateTask}"`);
});
