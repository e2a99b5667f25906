import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../command.ts';

export type Electron = {
  /** What to tell the person who started us, in one line. */
  readonly told: string;
  readonly real: boolean;
  /** What Playwright and a launcher need in the environment to find it. */
  readonly env: Readonly<Record<string, string>>;
};

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

function whatIsMissing(): string | undefined {
  const folder = join(root, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile) || !existsSync(join(folder, 'dist', readFileSync(pathFile, 'utf8')))) {
    return 'its binary is not here';
  }
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '';
  return process.platform === 'linux' && display === '' ? 'there is no display' : undefined;
}
