import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { standinDist } from '../../../tools/electron-standin/executable.ts';
import { environment, fixture, userData } from './launch.ts';

interface Run {
  readonly process: ChildProcess;
  readonly folder: string;
  output(): string;
  /** The exit code, or the signal. */
  readonly ended: Promise<number | string>;
}

const running: Run[] = [];
const cleanups: (() => void)[] = [];

afterEach(async () => {
  for (const run of running.splice(0)) {
    run.process.kill('SIGKILL');
    await run.ended;
    await expect.poll(() => processesNaming(run.folder)).toEqual([]);
  }
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function newFolder(): string {
  const { path, remove } = userData();
  cleanups.push(remove);
  return path;
}

function start(
  application: string,
  folder: string,
  extra: Record<string, string> = {},
  ...args: string[]
): Run {
  const child = spawn(
    join(standinDist(), 'electron'),
    [application, `--user-data-dir=${folder}`, ...args],
    {
      env: { ...environment(), ...extra },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  const run: Run = { process: child, folder, output: () => output, ended };
  running.push(run);
  return run;
}

/** The processes whose command line names a folder, with all that descend from them. */
function processesNaming(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).includes(`${folder}/standin-chromium`));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It ended between the listing and the reading.
    return '';
  }
}

function descendants(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => [Number(pid), parentOf(pid)] as const);
  const found = [root];
  for (const pid of found)
    found.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child));
  return found;
}

function parentOf(pid: string): number {
  try {
    const facts = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = facts.slice(facts.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? 0 : Number(parent);
  } catch {
    return 0;
  }
}

const isAlive = (pid: number): boolean => parentOf(String(pid)) !== 0;

/** A one-file application in a folder of its own. */
function application(source: string): string {
  const folder = join(newFolder(), 'app');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "one-file", "main": "main.cjs" }');
  writeFileSync(join(folder, 'main.cjs'), source);
  return folder;
}

const loaded = (run: Run): Promise<unknown> =>
  expect.poll(run.output, { timeout: 15_000 }).toContain('loaded');

it('opens no page but the window', async () => {
  const run = start(fixture, newFolder());
  await loaded(run);
  const [, address] = /DevTools listening on ws:\/\/([^/]+)/.exec(run.output()) ?? [];
  const listed = await fetch(`http://${address}/json/list`);
  const pages = z.array(z.object({ url: z.string() })).parse(await listed.json());
  expect(pages.map(({ url }) => url).filter((url) => url.startsWith('chrome://'))).toEqual([]);
  expect(pages).toHaveLength(1);
});

describe('the end of the process', () => {
  it('SIGKILL of the main process leaves no Chromium', async () => {
    const run = start(fixture, newFolder());
    await loaded(run);
    const all = descendants(run.process.pid ?? 0);
    expect(all.length).toBeGreaterThan(3);
    run.process.kill('SIGKILL');
    expect(await run.ended).toBe('SIGKILL');
    await expect.poll(() => all.filter(isAlive), { timeout: 5_000 }).toEqual([]);
  });

  it('quits in order on SIGTERM, with code 0, and starts again on the same folder', async () => {
    const folder = newFolder();
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const run = start(fixture, folder);
      await loaded(run);
      run.process.kill(signal);
      expect(await run.ended).toBe(signal === 'SIGTERM' ? 0 : 'SIGKILL');
      expect(run.output().includes('will-quit')).toBe(signal === 'SIGTERM');
    }
  });

  it('app.exit ends with its code at once', async () => {
    const run = start(
      application("require('electron').app.on('ready', () => require('electron').app.exit(7));"),
      newFolder(),
    );
    expect(await run.ended).toBe(7);
  });

  it('closing the last window quits, a prevented close does not', async () => {
    const source = `
      const { app, BrowserWindow } = require('electron');
      app.whenReady().then(async () => {
        const window = new BrowserWindow();
        let refused = false;
        window.on('close', (event) => {
          if (refused) return;
          refused = true;
          event.preventDefault();
          console.log('refused ' + BrowserWindow.getAllWindows().length);
          setImmediate(() => window.close());
        });
        window.on('closed', () => console.log('closed ' + window.isDestroyed()));
        await window.loadURL('data:text/html,hello');
        app.quit();
      });`;
    const run = start(application(source), newFolder());
    expect(await run.ended).toBe(0);
    expect(run.output()).toMatch(/refused 1[^]*closed true/);
  });
});

describe('an application that cannot run', () => {
  it('says that Chromium is missing', async () => {
    const run = start(fixture, newFolder(), { HOLDFAST_CHROMIUM: '/nowhere/chromium' });
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain(
      "electron stand-in: no Chromium at /nowhere/chromium: install Debian's package chromium, or name another one in HOLDFAST_CHROMIUM",
    );
  });

  it('shows the error of its main module', async () => {
    const run = start(application("throw new Error('out of order');"), newFolder());
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(/App threw an error during load\nError: out of order/);
  });

  it('is not there', async () => {
    const run = start('/nowhere/app', newFolder());
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain(
      'electron stand-in: Unable to find Electron app at /nowhere/app',
    );
  });

  it('asks for a module that the stand-in has not', async () => {
    const run = start(application("require('electron').TouchBar;"), newFolder());
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('electron stand-in: electron.TouchBar is not implemented');
  });
});

describe('several instances', () => {
  it('the second one on a folder tells the first and leaves; one on another folder stays', async () => {
    const folder = newFolder();
    const first = start(fixture, folder);
    await loaded(first);
    const second = start(fixture, folder, {}, '--till=2');
    expect(await second.ended).toBe(0);
    expect(second.output()).not.toContain('loaded');
    await expect.poll(first.output).toContain('second-instance --till=2');

    const other = start(fixture, newFolder());
    await loaded(other);
    expect([first.process.exitCode, other.process.exitCode]).toEqual([null, null]);
  });
});

describe('the key of safeStorage', () => {
  it('is readable by its owner only and survives a restart', async () => {
    const source = `
      const { app, safeStorage } = require('electron');
      const { existsSync, readFileSync, writeFileSync } = require('node:fs');
      app.whenReady().then(() => {
        const file = app.getPath('userData') + '/secret';
        if (existsSync(file)) console.log(safeStorage.decryptString(readFileSync(file)));
        else writeFileSync(file, safeStorage.encryptString('kept'));
        app.quit();
      });`;
    const place = application(source);
    const folder = newFolder();
    expect(await start(place, folder).ended).toBe(0);
    expect(statSync(join(folder, 'standin-safe-storage.key')).mode & 0o777).toBe(0o600);
    const again = start(place, folder);
    expect(await again.ended).toBe(0);
    expect(again.output()).toContain('kept');
  });
});
