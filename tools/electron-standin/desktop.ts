import { EventEmitter } from 'node:events';
import { record } from './calls.ts';
import { gap } from './gap.ts';

interface MessageBoxOptions {
  readonly message: string;
  readonly defaultId?: number;
  readonly cancelId?: number;
}

/** Electron's dialogs: written down, and answered as if the person had pressed Escape. Tests replace them. */
export const dialog = gap('dialog', {
  async showMessageBox(
    ...args: readonly unknown[]
  ): Promise<{ response: number; checkboxChecked: boolean }> {
    const options = args.at(-1) as MessageBoxOptions;
    record('dialog.showMessageBox', options);
    return { response: options.cancelId ?? options.defaultId ?? 0, checkboxChecked: false };
  },
  showMessageBoxSync(...args: readonly unknown[]): number {
    const options = args.at(-1) as MessageBoxOptions;
    record('dialog.showMessageBoxSync', options);
    return options.cancelId ?? options.defaultId ?? 0;
  },
  showErrorBox(title: string, content: string): void {
    record('dialog.showErrorBox', title, content);
    console.error(`[dialog.showErrorBox] ${title}: ${content}`);
  },
  async showSaveDialog(
    ...args: readonly unknown[]
  ): Promise<{ canceled: boolean; filePath: string }> {
    record('dialog.showSaveDialog', args.at(-1));
    return { canceled: true, filePath: '' };
  },
  async showOpenDialog(
    ...args: readonly unknown[]
  ): Promise<{ canceled: boolean; filePaths: string[] }> {
    record('dialog.showOpenDialog', args.at(-1));
    return { canceled: true, filePaths: [] };
  },
});

/** Electron's `shell`: nothing is opened, only written down. */
export const shell = gap('shell', {
  async openExternal(url: string): Promise<void> {
    record('shell.openExternal', url);
  },
  async openPath(path: string): Promise<string> {
    record('shell.openPath', path);
    return '';
  },
  showItemInFolder: (path: string): void => record('shell.showItemInFolder', path),
  beep: (): void => record('shell.beep'),
});

let applicationMenu: unknown = null;

/** Electron's `Menu`: only the application's own one, which a register switches off. */
export const Menu = gap('Menu', {
  setApplicationMenu(menu: unknown): void {
    applicationMenu = menu;
    record('Menu.setApplicationMenu', menu);
  },
  getApplicationMenu: (): unknown => applicationMenu,
});

/** Electron's `powerMonitor`: a machine that never sleeps; tests emit `suspend` and `resume` themselves. */
export const powerMonitor = gap(
  'powerMonitor',
  Object.assign(new EventEmitter(), {
    getSystemIdleTime: (): number => 0,
    isOnBatteryPower: (): boolean => false,
    onBatteryPower: false,
  }),
);

const displaySize = { width: 1366, height: 768 };
const display = {
  id: 1,
  bounds: { x: 0, y: 0, ...displaySize },
  workArea: { x: 0, y: 0, ...displaySize },
  size: displaySize,
  workAreaSize: displaySize,
  scaleFactor: 1,
  rotation: 0,
  internal: true,
  label: 'electron stand-in',
};

/** Electron's `screen`: one display of 1366 x 768. */
export const screen = gap(
  'screen',
  Object.assign(new EventEmitter(), {
    getPrimaryDisplay: () => display,
    getAllDisplays: () => [display],
    getDisplayMatching: () => display,
    getDisplayNearestPoint: () => display,
  }),
);

/** Electron's `crashReporter`: written down. */
export const crashReporter = gap('crashReporter', {
  start: (options: unknown): void => record('crashReporter.start', options),
  addExtraParameter: (key: string, value: string): void =>
    record('crashReporter.addExtraParameter', key, value),
});

let themeSource = 'system';

/** Electron's `nativeTheme`: dark only when the application says so. */
export const nativeTheme = gap(
  'nativeTheme',
  Object.defineProperties(new EventEmitter(), {
    themeSource: {
      get: () => themeSource,
      set(source: string) {
        themeSource = source;
        nativeTheme.emit('updated');
      },
    },
    shouldUseDarkColors: { get: () => themeSource === 'dark' },
    shouldUseHighContrastColors: { value: false },
  }),
);
