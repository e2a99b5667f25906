import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import {
  crashReporter,
  dialog,
  Menu,
  nativeTheme,
  powerMonitor,
  screen,
  shell,
} from './desktop.ts';
import { gap } from './gap.ts';
import { ipcMain } from './ipc.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safe-storage.ts';
import { session } from './session.ts';
import { webContents } from './web-contents.ts';

const electron: object = gap('electron', {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  webContents,
});

export {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  webContents,
};
// What `require('electron')` gives: Electron's own module is CommonJS.
export { electron as 'module.exports' };
