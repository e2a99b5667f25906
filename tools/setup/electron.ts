import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runCommand } from '../command.ts';

export type Electron = {
  /** What to tell the person who started us, in one line. */
  readonly told: string;
  readonly real: boolean;
  /** What Playwright and a launcher need in the environment to find it. */
  readonly env: Readonly<Record<string, string>>;
};

/** With the program to start. */
export type RunnableElectron = Electron & { readonly program: string };

/** Electron's own binary where its package has fetched it and a display is there, else the stand-in. */
export function chooseElectron(): Electron {
  const overridden = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (overridden !== undefined && overridden !== '') {
    return { told: `Electron as named: ${overridden}`, real: false, env: {} };
  }
  const missing = whatIsMissing();
  if (missing === undefined) return { told: "Electron's own binary", real: true, env: {} };
  return {
    told: `the stand-in, Node and Chromium in Electron's place, because ${missing}`,
    real: false,
    env: { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'tools/electron-standin/bin') },
  };
}

/** Like `chooseElectron`, but first lets Electron's package fetch its binary where it has not yet. */
export async function fetchElectron(): Promise<RunnableElectron> {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  if (named === '' && binary() === undefined) {
    const installer = join(root, 'node_modules/electron/install.js');
    await runCommand('node', [installer], { limitMs: fetchLimitMs });
  }
  const electron = chooseElectron();
  const folder = electron.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? named;
  return { ...electron, program: folder === '' ? (binary() ?? '') : join(folder, 'electron') };
}

/** Whether a window can be shown to a person here. */
export function hasDisplay(): boolean {
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '';
  return process.platform !== 'linux' || display !== '';
}

const fetchLimitMs = 180_000;

/** The path of Electron's own binary, if its package has fetched it. */
function binary(): string | undefined {
  const folder = join(root, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(program) ? program : undefined;
}

function whatIsMissing(): string | undefined {
  if (binary() === undefined) return 'its binary is not here';
  return hasDisplay() ? undefined : 'there is no display';
}
