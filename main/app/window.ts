/** The hardened window: sandboxed, isolated, no navigation, no other windows, no permissions (Electron's security checklist). */
import { app, BrowserWindow, Menu, session } from 'electron';
import { pageUrl } from './page.ts';
import { keepOpen, type Care } from './revive.ts';

/** Refuses, for every web contents there may ever be, what the register never needs. Must run once, when the app is ready. */
export function refuseTheWeb(): void {
  Menu.setApplicationMenu(null);
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) =>
    answer(false),
  );
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
  });
}

export type WindowOptions = {
  readonly preload: string;
  readonly kiosk: boolean;
  readonly care: Care;
};

/** Opens the register's window and loads its page. It is shown when the first picture is drawn. */
export async function openWindow(options: WindowOptions): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 700,
    useContentSize: true,
    show: false,
    kiosk: options.kiosk,
    backgroundColor: '#e9edec',
    title: 'Holdfast',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  keepOpen(window, options.care);
  await window.loadURL(pageUrl);
  return window;
}
