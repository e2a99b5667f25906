import { createRequire } from 'node:module';

/** The versions the stand-in reports: of the Electron package beside it and of the Chromium that Electron has inside. */
export function standinVersions(): Record<string, string | undefined> {
  const electron: { version: string } = createRequire(import.meta.url)('electron/package.json');
  return { ...process.versions, electron: electron.version, chrome: '156.0.8078.79' };
}
