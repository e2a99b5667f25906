/** A main process that does nothing but open one window, as hardened and as large as the register's, on an empty page. */
import { app, BrowserWindow } from 'electron';

async function run(): Promise<void> {
  app.enableSandbox();
  await app.whenReady();
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    useContentSize: true,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL('data:text/html,<!doctype html><title>Empty</title>');
}

run().catch((error: unknown) => {
  console.error(error);
  app.exit(1);
});
