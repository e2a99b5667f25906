import { createRequire } from 'node:module';

/** The versions the stand-in reports: of the Electron package beside it and of the Chromium that Electron has inside. */
export function standinVersions(): Record<string, string | undefined> {
  const require = createRequire(import.meta.url);
  const electron = require('electron/package.json') as { version: string };
  return { ...process.versions, electron: electron.version, chrome: '156.0.8078.79' };
}
