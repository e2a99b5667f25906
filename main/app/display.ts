/** The customer's window: a second window that only shows. Off unless the provisioning asks for it. */
import { BrowserWindow } from 'electron';
import { asideChannel } from '../../shared/bridge/aside.ts';
import type { View } from '../../shared/bridge/view.ts';
import { displayOf, type Display } from '../../shared/display.ts';
import type { DeviceSettings } from './devicesettings.ts';
import { pageAddress } from './page.ts';
import { keepOpen, type Care } from './revive.ts';

export type CustomerDisplay = { readonly show: (view: View) => void };

export type DisplaySettings = NonNullable<DeviceSettings['display']>;

/** Opens the window beside the register's; closing it closes nothing else. */
export async function openDisplay(
  settings: DisplaySettings,
  preload: string,
  care: Care,
): Promise<CustomerDisplay> {
  const { width, height, x, y, fullscreen, language } = settings;
  const window = new BrowserWindow({
    width,
    height,
    ...(x === undefined || y === undefined ? {} : { x, y }),
    fullscreen,
    useContentSize: true,
    frame: false,
    focusable: false,
    show: false,
    backgroundColor: '#e9edec',
    title: 'Holdfast display',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  keepOpen(window, care);
  await window.loadURL(pageAddress('display.html'));
  let shown = '';
  let latest: Display | null = null;
  // A page that was loaded again has seen nothing yet.
  window.webContents.on('did-finish-load', () => {
    if (latest !== null) window.webContents.send(asideChannel, latest);
  });
  return {
    show: (view) => {
      if (window.isDestroyed()) return;
      const display = displayOf(view, language);
      // Most changes of the register are none for the customer.
      const text = JSON.stringify(display);
      if (text === shown) return;
      shown = text;
      latest = display;
      window.webContents.send(asideChannel, display);
    },
  };
}
