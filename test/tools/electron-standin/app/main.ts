import { app, BrowserWindow, ipcMain, protocol, session, shell } from 'electron';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** The application of the stand-in's own tests: one window on its own scheme, with a strict policy. */
const folder = import.meta.dirname;
const policy = "default-src 'none'; script-src app://fixture; style-src 'self'; connect-src app:";

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true } },
]);
app.enableSandbox();
const first = app.requestSingleInstanceLock();
if (!first) app.quit();

app.on('second-instance', (_event, argv, cwd) => {
  console.log(`second-instance ${argv.at(-1) ?? ''} ${cwd}`);
});
app.on('window-all-closed', () => {
  app.quit();
});
app.on('will-quit', () => {
  console.log('will-quit');
});
app.on('web-contents-created', (_event, contents) => {
  contents.on('will-navigate', (event, url) => {
    console.log(`will-navigate ${url}`);
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    void shell.openExternal(url);
    return { action: 'deny' };
  });
});

ipcMain.handle('echo', (_event, value: unknown) => value);
ipcMain.handle('sender', (event) => [
  event.senderFrame?.url,
  event.senderFrame?.origin,
  event.sender.id,
]);
ipcMain.handle('fail', () => {
  throw new RangeError('too much');
});
ipcMain.handle('function', () => () => 1);
ipcMain.handle('worker', () => {
  const worker = new Worker("require('node:worker_threads').parentPort.postMessage(6 * 7)", {
    eval: true,
  });
  return new Promise((resolve) => worker.once('message', resolve));
});
ipcMain.on('tick', (event, value: unknown) => {
  event.sender.send('tock', value);
});

void app.whenReady().then(openWindow);

async function openWindow(): Promise<void> {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) =>
    callback(false),
  );
  protocol.handle('app', (request) => {
    const { pathname } = new URL(request.url);
    const types: Record<string, string> = {
      '/index.html': 'text/html',
      '/page.js': 'text/javascript',
    };
    const type = types[pathname];
    if (type === undefined) return new Response('not found', { status: 404 });
    return new Response(readFileSync(join(folder, pathname)), {
      headers: { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy },
    });
  });
  const window = new BrowserWindow({
    width: 640,
    height: 480,
    show: false,
    webPreferences: {
      preload: join(folder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL('app://fixture/index.html');
  console.log('loaded');
}
