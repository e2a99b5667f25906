/** Entry of the main process: one instance, one window, one register. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, crashReporter, dialog, safeStorage } from 'electron';
import { done } from '../../shared/fault.ts';
import type { Language } from '../../shared/identity.ts';
import { guarded } from '../database/failure.ts';
import { keyBytes } from '../database/key.ts';
import { keyfile } from '../database/keyfile.ts';
import { mayUse } from '../database/rights.ts';
import { systemTimers } from '../sync/timers.ts';
import { startBody, type Body, type BodyOptions } from './body.ts';
import { openBridge, showView } from './bridge.ts';
import { systemChance, systemClock } from './clock.ts';
import { crashFolder } from './check/run.ts';
import { commandOf, runCommand, type Asked } from './command/commandline.ts';
import { openDevices } from './devices.ts';
import { noDevices } from './devicesettings.ts';
import { keepHealth } from './health.ts';
import { openKeystore, type Keystore } from './keystore.ts';
import { systemEventLog } from './log/eventlog.ts';
import { openLog, type Log } from './log/log.ts';
import { logPictures } from './log/watch.ts';
import { dpapi, machineSecret, secretFile, withMachineKey } from './machinekey.ts';
import { folderVariable, machineFolder, profileFolder, shareFiles } from './machinefolder.ts';
import { declarePageScheme, servePage } from './page.ts';
import { openDisplay, type DisplaySettings } from './display.ts';
import { savePdf } from './pdf.ts';
import { readProvisioning, wantedFolder, type Provisioning } from './provisioning.ts';
import type { Care } from './revive.ts';
import { drawRows } from './roll.ts';
import { makeSupportBundle, type OwnProgram } from './supportprocess.ts';
import { beginVersion, keepUpToDate, noteFailedStart, type Beginning } from './update/start.ts';
import { openWindow, refuseTheWeb } from './window.ts';
import { holdYoungGeneration } from './younggeneration.ts';

const out = join(import.meta.dirname, '..');

/** Of the machine where it is installed, because whoever signs in serves the same register; else of the account. */
function ownKeystore(): Keystore {
  const { platform, env } = process;
  const account = openKeystore(safeStorage, platform);
  if (!app.isPackaged) return account;
  const system =
    platform === 'win32'
      ? dpapi(env['SystemRoot'] ?? String.raw`C:\Windows`)
      : machineSecret(secretFile);
  return withMachineKey(account, app.getPath('userData'), system);
}

type Newer = Required<Pick<BodyOptions, 'update'>> & Pick<Beginning, 'warning'>;

function startRegister(provisioning: Provisioning | undefined, log: Log, newer: Newer): Body {
  const folder = app.getPath('userData');
  const { seal, unseal, isOpen, warning } = ownKeystore();
  if (warning) {
    log('keystore.missing');
    console.error(
      'Holdfast: this system keeps no keys; the device token and the database are not protected',
    );
  }
  const devices = openDevices(provisioning?.devices ?? noDevices, folder, {
    clock: systemClock,
    draw: drawRows,
  });
  return startBody({
    folder,
    version: app.getVersion(),
    device: hostname(),
    provisioning,
    clock: systemClock,
    chance: systemChance,
    seal,
    unseal,
    key: keyfile({ seal, unseal, isOpen, newKey: () => new Uint8Array(randomBytes(keyBytes)) }),
    warning: newer.warning ?? warning,
    update: newer.update,
    log,
    support: () => makeSupportBundle(ownProgram(folder), folder, systemClock.now()),
    ...devices,
    pdf: (name, papers) => savePdf(join(folder, 'papers'), name, papers),
  });
}

/** Begins the log, and writes into it what ends by itself. */
function startLog(): Log {
  const { platform, env } = process;
  const system = systemEventLog(platform, env['SystemRoot'] ?? String.raw`C:\Windows`);
  const log = openLog({ folder: app.getPath('userData'), clock: systemClock, system });
  log('register.started', { version: app.getVersion(), platform, arch: process.arch });
  process.on('uncaughtExceptionMonitor', (error) =>
    log('program.bug', { reason: error.stack ?? error.message }),
  );
  app.on('render-process-gone', (_event, _contents, { reason }) =>
    log('window.crashed', { reason }),
  );
  app.on('child-process-gone', (_event, { type, reason }) =>
    log('process.crashed', { type, reason }),
  );
  noteFailure = (reason) => log('register.failed', { reason });
  return log;
}

/** What failed() tells once there is a log. */
let noteFailure: (reason: string) => void = () => undefined;

/** Lets log and monitoring follow the register. */
function keepWatch(body: Body, log: Log): void {
  const folder = app.getPath('userData');
  const { view } = body;
  const health = keepHealth({ folder, view, clock: systemClock, timers: systemTimers });
  const pictures = logPictures(log);
  body.watch((seen) => {
    pictures(seen);
    health.seen();
  });
  pictures(view());
  app.once('before-quit', health.stop);
  app.on('will-quit', () => log('register.stopped'));
}

/** This program, once more: not packed, Electron must be told which application it is. */
function ownProgram(folder: string): OwnProgram {
  const words = app.isPackaged ? [] : [app.getAppPath()];
  return { executable: app.getPath('exe'), words: [...words, `--user-data-dir=${folder}`] };
}

/** Must run before the instance lock is taken: the lock lies in the data folder, one for all users of the machine. */
function chooseFolder(): void {
  const { platform, env } = process;
  const wanted = wantedFolder(env);
  const environment = wanted === undefined ? env : { ...env, [folderVariable]: wanted };
  const isNamed = app.commandLine.hasSwitch('user-data-dir');
  const folder = machineFolder({ platform, environment, isPackaged: app.isPackaged, isNamed });
  if (folder === null) return;
  app.setPath('userData', folder);
  app.setPath('sessionData', profileFolder(app.getPath('appData')));
}

/** Of the system, so that a refusal is read where the settings of the register cannot be. */
const systemLanguage = (): Language => (app.getLocale().startsWith('zh') ? 'zh-CN' : 'en-US');

async function run(): Promise<void> {
  declarePageScheme();
  app.enableSandbox();
  app.on('second-instance', () => {
    for (const window of BrowserWindow.getAllWindows()) bringForward(window);
  });
  await app.whenReady();
  refuseTheWeb();
  const read = servePage(join(out, 'renderer'));
  const log = startLog();
  const folder = app.getPath('userData');
  const isAllowed = mayUse(folder).ok;
  const provisioning = isAllowed
    ? readProvisioning(process.env, folder)
    : { language: systemLanguage() };
  // A start that this account may not make says nothing of the version.
  const { goes, warning } = isAllowed ? await beginVersion(log) : { goes: true, warning: null };
  if (!goes) return app.exit(1);
  const started = Promise.withResolvers<Body>();
  openBridge(started.promise);
  app.on('window-all-closed', () => app.quit());
  let language = (): Language => provisioning?.language ?? 'en-US';
  const care: Care = {
    running: systemClock.running,
    log,
    language: () => language(),
  };
  const opening = openWindow({
    preload: join(out, 'preload/index.cjs'),
    kiosk: provisioning?.kiosk ?? false,
    care,
  });
  const [first] = BrowserWindow.getAllWindows();
  // The database is opened while Chromium compiles the page: a start is as long as the longer of the two.
  await Promise.race([read, opening]);
  const body = startRegister(provisioning, log, { warning, update: () => updates.view() });
  language = () => body.view().language;
  const updates = keepUpToDate(body, log);
  keepWatch(body, log);
  endWith(body);
  started.resolve(body);
  body.watch((view) => {
    if (first) showView(first, view);
  });
  const window = await opening;
  // The customer's window alone is no register.
  window.on('closed', () => app.quit());
  showView(window, body.view());
  const settings = provisioning?.devices?.display;
  if (settings) await openCustomerDisplay(settings, body, care);
}

async function openCustomerDisplay(
  settings: DisplaySettings,
  body: Body,
  care: Care,
): Promise<void> {
  const display = await openDisplay(settings, join(out, 'preload/aside.cjs'), care);
  body.watch(display.show);
  display.show(body.view());
}

function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Holds the end of the process back until the body has stopped. */
function endWith(body: Body): void {
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void body.stop().then(() => {
      stopped = true;
      app.quit();
    });
  });
}

/** A start that fails is told to the person in front of the machine, and to whoever started it. */
function failed(error: unknown): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  noteFailure(reason);
  noteFailedStart(reason);
  console.error(`Holdfast could not start: ${reason}`);
  dialog.showErrorBox('Holdfast could not start', reason);
  app.exit(1);
}

function failedCommand(error: unknown): void {
  console.error(error);
  app.exit(1);
}

/** A command needs no window, and runs beside a register that has one. */
async function runWithoutWindow(asked: Asked): Promise<void> {
  // Chromium gives a profile to one process at a time; no command needs one that stays.
  const profile = mkdtempSync(join(tmpdir(), 'holdfast-command-'));
  app.setPath('sessionData', profile);
  await app.whenReady();
  const exit = await runCommand(asked, {
    folder: app.getPath('userData'),
    version: app.getVersion(),
    clock: systemClock,
    environment: process.env,
    language: systemLanguage(),
    keystore: ownKeystore,
    say: (line) => void writeSync(1, `${line}\n`),
  });
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  app.exit(exit);
}

/** Reports stay on this machine: memory of a register is for nobody else. */
function keepCrashes(): void {
  const folder = app.getPath('userData');
  const made = guarded(() => {
    for (const place of [folder, crashFolder(folder)]) if (!existsSync(place)) mkdirSync(place);
    return done;
  });
  // A folder that cannot be written is told by what needs it more.
  if (made.ok) app.setPath('crashDumps', crashFolder(folder));
  crashReporter.start({ uploadToServer: false });
}

function begin(): void {
  holdYoungGeneration();
  chooseFolder();
  shareFiles(app.getPath('userData'));
  const asked = commandOf(process.argv);
  if (!asked) keepCrashes();
  // Not awaited: Electron becomes ready only after this module has been evaluated.
  // Nobody is there to close a box: an installer or a monitoring tool reads the exit code.
  if (asked) runWithoutWindow(asked).catch(failedCommand);
  else if (app.requestSingleInstanceLock()) run().catch(failed);
  else app.quit();
}

try {
  begin();
} catch (error) {
  failed(error);
}
