/** Joins updates with Electron and the register, for an installed register only. */
import { execFile } from 'node:child_process';
import { app } from 'electron';
import { fault, type Fault } from '../../../shared/fault.ts';
import type { View } from '../../../shared/bridge/view.ts';
import { systemTimers } from '../../sync/timers.ts';
import type { Body } from '../body.ts';
import { systemClock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { openFeed } from './feed.ts';
import { openInstaller, type Installer } from './installer.ts';
import { renewsItself } from './renewal.ts';
import type { Standing } from './rollout.ts';
import { beginTrial, failTrial, passTrial } from './trial.ts';
import { startUpdates, type Updates } from './updates.ts';

const run = (program: string, words: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(program, words, { windowsHide: true, timeout: 60_000 }, (error) => resolve(!error));
  });

const installer = (quitAndInstall: () => void): Installer =>
  openInstaller({
    platform: process.platform,
    folder: app.getPath('userData'),
    systemRoot: process.env['SystemRoot'] ?? String.raw`C:\Windows`,
    run,
    quitAndInstall,
  });

export type Beginning = {
  /** Whether the register starts; else the version before it was asked for, and this process ends. */
  readonly goes: boolean;
  /** What the cashier is told, once. */
  readonly warning: Fault | null;
};

/** The trial of a new version. Before the database is opened, with the instance lock held. */
export async function beginVersion(log: Log): Promise<Beginning> {
  if (!app.isPackaged) return { goes: true, warning: null };
  const trial = beginTrial(app.getPath('userData'), app.getVersion(), systemClock.now());
  if (trial.go === 'on') {
    const { rolledBack } = trial;
    if (rolledBack) log('update.rolledBack', { ...rolledBack, before: app.getVersion() });
    const warning = rolledBack && fault('update.rolledBack', { version: rolledBack.version });
    return { goes: true, warning };
  }
  const { version, reason } = trial;
  log('update.rolledBack', { version: app.getVersion(), before: version, reason });
  const asked = await installer(() => undefined).goBack(version);
  if (!asked.ok) logFault(log, asked.fault);
  const how = asked.ok ? 'is being installed again' : 'must be installed again by IT';
  console.error(`Holdfast ${app.getVersion()} did not start; ${version} ${how}`);
  return { goes: false, warning: null };
}

/** Why a start failed, kept for the one after the way back. */
export function noteFailedStart(reason: string): void {
  if (app.isPackaged) failTrial(app.getPath('userData'), reason);
}

/** A picture that a damaged or too new database gives does not count. */
const isWorking = ({ screen, trouble }: View): boolean =>
  screen !== 'starting' && !(trouble?.code.startsWith('database.') ?? false);

/** Passes the trial with the first picture of a window, and from then on keeps the register up to date. */
export function keepUpToDate(body: Body, log: Log): Pick<Updates, 'view'> {
  if (!app.isPackaged) return { view: () => null };
  let changedAt = systemClock.running();
  let passed = false;
  body.watch((view) => {
    changedAt = systemClock.running();
    if (passed || !isWorking(view)) return;
    passed = true;
    passTrial(app.getPath('userData'), app.getVersion(), systemClock.now());
  });
  const standing = (): Standing => {
    const { cart, ask, card } = body.view();
    return {
      cart: cart !== null && cart.lines.length > 0,
      asking: ask !== null || card !== null,
      unsent: body.unsent(),
      restedMs: systemClock.running() - changedAt,
    };
  };
  if (!renewsItself(process.platform, app.getPath('exe'), process.env)) return { view: () => null };
  let updates: Updates | undefined;
  const begin = async (): Promise<void> => {
    const { autoUpdater } = await import('electron-updater');
    const { install } = installer(() => autoUpdater.quitAndInstall(true, true));
    updates = startUpdates({
      feed: openFeed(autoUpdater, { version: app.getVersion(), store: body.store }),
      timers: systemTimers,
      standing,
      time: () => new Date().toTimeString().slice(0, 5),
      install,
      told: {
        found: (version) => log('update.found', { version }),
        handedOver: (version) => log('update.handedOver', { version }),
        failed: (failed) => logFault(log, failed),
      },
      changed: body.refresh,
    });
    app.on('will-quit', updates.stop);
  };
  void begin();
  return { view: () => updates?.view() ?? null };
}

const logFault = (log: Log, { code, data }: Fault): void => log('update.failed', { ...data, code });
