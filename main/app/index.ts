/** Entry of the main process: one instance, one window, one register. */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, safeStorage } from 'electron';
import { keyBytes } from '../database/key.ts';
import { keyfile } from '../database/keyfile.ts';
import { startBody, type Body } from './body.ts';
import { openBridge, showView } from './bridge.ts';
import { systemChance, systemClock } from './clock.ts';
import { commandOf, runCommand, type Asked } from './command/commandline.ts';
import { openDevices } from './devices.ts';
import { noDevices } from './devicesettings.ts';
import { openKeystore } from './keystore.ts';
import { folderVariable, machineFolder, profileFolder } from './machinefolder.ts';
import { declarePageScheme, servePage } from './page.ts';
import { openDisplay, type DisplaySettings } from './display.ts';
import { savePdf } from './pdf.ts';
import { readProvisioning, wantedFolder, type Provisioning } from './provisioning.ts';
import { openWindow, refuseTheWeb } from './window.ts';

const out = join(import.meta.dirname, '..');

function startRegister(provisioning: Provisioning | undefined): Body {
  const folder = app.getPath('userData');
  const { seal, unseal, isOpen, warning } = openKeystore(safeStorage, process.platform);
  if (warning)
    console.error(
      'Holdfast: this system keeps no keys; the device token and the database are not protected',
    );
  const devices = openDevices(provisioning?.devices ?? noDevices, folder, systemClock);
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
    warning,
    ...devices,
    pdf: (name, papers) => savePdf(join(folder, 'papers'), name, papers),
  });
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

async function run(): Promise<void> {
  declarePageScheme();
  app.enableSandbox();
  app.on('second-instance', () => {
    for (const window of BrowserWindow.getAllWindows()) bringForward(window);
  });
  await app.whenReady();
  refuseTheWeb();
  servePage(join(out, 'renderer'));
  const provisioning = readProvisioning(process.env, app.getPath('userData'));
  const body = startRegister(provisioning);
  openBridge(() => body);
  app.on('window-all-closed', () => app.quit());
  endWith(body);
  const opening = openWindow({
    preload: join(out, 'preload/index.cjs'),
    kiosk: provisioning?.kiosk ?? false,
  });
  const [first] = BrowserWindow.getAllWindows();
  body.watch((view) => {
    if (first) showView(first, view);
  });
  const window = await opening;
  // The customer's window alone is no register.
  window.on('closed', () => app.quit());
  showView(window, body.view());
  const settings = provisioning?.devices?.display;
  if (settings) await openCustomerDisplay(settings, body);
}

async function openCustomerDisplay(settings: DisplaySettings, body: Body): Promise<void> {
  const display = await openDisplay(settings, join(out, 'preload/aside.cjs'));
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
  console.error(`Holdfast could not start: ${reason}`);
  dialog.showErrorBox('Holdfast could not start', reason);
  app.exit(1);
}

/** A command needs no window, and runs beside a register that has one. */
async function runWithoutWindow(asked: Asked): Promise<void> {
  await app.whenReady();
  const exit = await runCommand(asked, {
    folder: app.getPath('userData'),
    version: app.getVersion(),
    clock: systemClock,
    environment: process.env,
    language: app.getLocale().startsWith('zh') ? 'zh-CN' : 'en-US',
    keystore: () => openKeystore(safeStorage, process.platform),
    say: (line) => void writeSync(1, `${line}\n`),
  });
  app.exit(exit);
}

function begin(): void {
  chooseFolder();
  const asked = commandOf(process.argv);
  // Not awaited: Electron becomes ready only after this module has been evaluated.
  if (asked) runWithoutWindow(asked).catch(failed);
  else if (app.requestSingleInstanceLock()) run().catch(failed);
  else app.quit();
}

try {
  begin();
} catch (error) {
  failed(error);
}
