import { EventEmitter } from 'node:events';
import { makeAppPaths } from './app-paths.ts';
import { application } from './application.ts';
import { record } from './calls.ts';
import { stopBrowser } from './browser.ts';
import { commandLine } from './command-switches.ts';
import { preventable } from './event.ts';
import { gap } from './gap.ts';
import { takeInstanceLock } from './single-instance.ts';
import type { InstanceLock } from './single-instance.ts';
import { standinVersions } from './versions.ts';

/** A window as quitting sees it: asked to close, it says whether it did. */
interface ClosableWindow {
  requestClose(): Promise<boolean>;
}

const openWindows = new Set<ClosableWindow>();
let name = application.name;
let lock: InstanceLock | undefined;
let ready = false;
let quitting = false;
let loginItem = { openAtLogin: false };
const readiness = Promise.withResolvers<void>();
const paths = makeAppPaths(
  () => name,
  () => commandLine.getSwitchValue('user-data-dir'),
);

/** Electron's `app`. */
export const app = gap(
  'app',
  Object.assign(new EventEmitter(), {
    commandLine,
    isPackaged: process.env['STANDIN_RESOURCES'] !== undefined,
    ...paths,
    whenReady: (): Promise<void> => readiness.promise,
    isReady: (): boolean => ready,
    getName: (): string => name,
    setName(next: string): void {
      name = next;
    },
    getVersion: (): string => application.version ?? standinVersions()['electron'] ?? '',
    getAppPath: (): string => application.path,
    getLocale: (): string => commandLine.getSwitchValue('lang') || 'en-US',
    getSystemLocale: (): string => commandLine.getSwitchValue('lang') || 'en-US',
    getPreferredSystemLanguages: (): string[] => [commandLine.getSwitchValue('lang') || 'en-US'],
    requestSingleInstanceLock(data: unknown = {}): boolean {
      if (lock?.held) return true;
      lock = takeInstanceLock(
        paths.getPath('userData'),
        { argv: process.argv, cwd: process.cwd(), data },
        (other) => {
          app.emit('second-instance', preventable({}), other.argv, other.cwd, other.data);
        },
      );
      return lock.held;
    },
    hasSingleInstanceLock: (): boolean => lock?.held ?? false,
    releaseSingleInstanceLock(): void {
      lock?.release();
      lock = undefined;
    },
    quit(): void {
      if (!quitting) quit().catch(stopWithError);
    },
    exit(code = 0): void {
      process.exit(code);
    },
    focus: (): void => record('app.focus'),
    enableSandbox: (): void => record('app.enableSandbox'),
    disableHardwareAcceleration: (): void => record('app.disableHardwareAcceleration'),
    setAppUserModelId: (id: string): void => record('app.setAppUserModelId', id),
    relaunch: (options: unknown): void => record('app.relaunch', options),
    setLoginItemSettings(settings: { openAtLogin: boolean }): void {
      loginItem = settings;
      record('app.setLoginItemSettings', settings);
    },
    getLoginItemSettings: (): { openAtLogin: boolean } => loginItem,
  }),
);

/** Ends the process because the stand-in itself cannot go on. */
export function stopWithError(error: unknown): void {
  console.error(`electron stand-in: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

/** Whether `app.quit()` is under way. */
export function isQuitting(): boolean {
  return quitting;
}

/** Announces `ready`; before the promise, because Playwright's loader holds the event back until then. */
export function becomeReady(): void {
  ready = true;
  app.emit('will-finish-launching');
  app.emit('ready', preventable({}), {});
  readiness.resolve();
}

/** To be called for every new window. */
export function windowOpened(window: ClosableWindow): void {
  openWindows.add(window);
}

/** To be called when a window is gone: the last one ends the application unless it listens. */
export function windowGone(window: ClosableWindow): void {
  openWindows.delete(window);
  if (openWindows.size > 0 || quitting) return;
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
  else app.quit();
}

async function quit(): Promise<void> {
  const before = preventable({});
  quitting = true;
  app.emit('before-quit', before);
  if (before.defaultPrevented) {
    quitting = false;
    return;
  }
  await lock?.told;
  for (const window of openWindows) {
    if (await window.requestClose()) continue;
    quitting = false;
    return;
  }
  const will = preventable({});
  app.emit('will-quit', will);
  if (will.defaultPrevented) {
    quitting = false;
    return;
  }
  await stopBrowser();
  app.emit('quit', preventable({}), 0);
  process.exit(0);
}
