import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** `app.getPath` and `app.setPath`. */
export interface AppPaths {
  getPath(name: string): string;
  setPath(name: string, path: string): void;
}

/** The folders Electron knows on Linux; `userDataSwitch` is the value of `--user-data-dir`, empty without one. */
export function makeAppPaths(appName: () => string, userDataSwitch: () => string): AppPaths {
  const chosen = new Map<string, string>();
  const appData = (): string => process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  const usual: Record<string, () => string> = {
    home: homedir,
    appData,
    userData: () => userDataSwitch() || join(getPath('appData'), appName()),
    sessionData: () => getPath('userData'),
    temp: tmpdir,
    logs: () => join(getPath('userData'), 'logs'),
    crashDumps: () => join(getPath('userData'), 'Crashpad'),
    exe: () => process.env['STANDIN_EXECUTABLE'] ?? process.execPath,
    desktop: () => join(homedir(), 'Desktop'),
    documents: () => join(homedir(), 'Documents'),
    downloads: () => join(homedir(), 'Downloads'),
  };
  function getPath(name: string): string {
    const path = chosen.get(name) ?? usual[name]?.();
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }
  return {
    getPath,
    setPath(name, path) {
      if (usual[name] === undefined) throw new Error(`Failed to set path: '${name}'`);
      chosen.set(name, path);
    },
  };
}
