import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';

/** A running Chromium and the address of its DevTools. */
export interface Chromium {
  readonly process: ChildProcess;
  readonly address: string;
}

export interface ChromiumOptions {
  /** The profile folder; one running Chromium per folder. */
  readonly profile: string;
  readonly headful: boolean;
  /** Further switches, as `name` and value (empty for none), from the command line and `app.commandLine`. */
  readonly switches: ReadonlyMap<string, string>;
}

const fixedSwitches = [
  '--remote-debugging-port=0',
  '--no-startup-window',
  // Root has no Chromium sandbox. What the sandbox gives only the real Electron can show.
  '--no-sandbox',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  '--disable-breakpad',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--deny-permission-prompts',
  '--password-store=basic',
  '--use-mock-keychain',
  '--metrics-recording-only',
  '--force-color-profile=srgb',
  '--hide-crash-restore-bubble',
  // A browser's address bar loads two pages of its own with the first window, half a second of work; Electron's window has none.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
];

// The stand-in decides these itself, whatever the application or Playwright appends.
const ownSwitches = new Set([
  'remote-debugging-port',
  'user-data-dir',
  'no-sandbox',
  'headless',
  'enable-sandbox',
]);

/** The Chromium to start: HOLDFAST_CHROMIUM, else Debian's. */
function chromiumExecutable(): string {
  return process.env['HOLDFAST_CHROMIUM'] ?? '/usr/bin/chromium';
}

/** Starts Chromium without a window and waits for its DevTools address; throws a sentence when it cannot. */
export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  const executable = chromiumExecutable();
  if (!existsSync(executable)) {
    throw new Error(
      `no Chromium at ${executable}: install Debian's package chromium, or name another one in HOLDFAST_CHROMIUM`,
    );
  }
  mkdirSync(options.profile, { recursive: true });
  const appended = [...options.switches]
    .filter(([name]) => !ownSwitches.has(name))
    .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
  const args = [
    executable,
    ...fixedSwitches,
    `--user-data-dir=${options.profile}`,
    // --test-type keeps the warning about --no-sandbox out of real windows.
    options.headful ? '--test-type' : '--headless',
    ...appended,
  ];
  // The kernel kills Chromium with its parent, so that a main process killed hard leaves nothing behind.
  const chromium = existsSync('/usr/bin/setpriv')
    ? spawn('/usr/bin/setpriv', ['--pdeathsig', 'KILL', ...args], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
    : spawn(executable, args.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });
  return { process: chromium, address: await devToolsAddress(chromium) };
}

function devToolsAddress(chromium: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    chromium.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-20_000);
      const address = /DevTools listening on (ws:\/\/\S+)/.exec(log)?.[1];
      if (address !== undefined) resolve(address);
    });
    chromium.on('error', reject);
    chromium.on('exit', (code) => {
      const display = /Missing X server|Unable to open X display/.test(log)
        ? 'there is no DISPLAY to open windows on; '
        : '';
      reject(
        new Error(
          `Chromium ended at its start with code ${code}; ${display}its last words:\n${log}`,
        ),
      );
    });
  });
}

/**
 * Opens a real window without an address bar in a Chromium that runs on `profile`, which is told so by a second one that
 * ends at once. DevTools has no command for such a window; it is known by its address.
 */
export function openAppWindow(profile: string, address: string): void {
  const args = ['--test-type', '--no-sandbox', `--user-data-dir=${profile}`, `--app=${address}`];
  spawn(chromiumExecutable(), args, { stdio: 'ignore' });
}
