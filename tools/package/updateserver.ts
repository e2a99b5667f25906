/** An update server on loopback, and electron-updater outside Electron: for showing the whole way of an update here. */
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import {
  configureRequestOptions,
  configureRequestUrl,
  HttpExecutor,
  type DownloadOptions,
} from 'builder-util-runtime';
import { NsisUpdater } from 'electron-updater';
import { stringify } from 'yaml';
import { listen } from '../listen.ts';

export type UpdateServer = {
  readonly url: string;
  /** What is served under a name from now on. */
  readonly put: (name: string, bytes: Buffer) => void;
  /** Serves a version: its installer, and the feed that describes it, with more or other members. */
  readonly publish: (version: string, installer: Buffer, more?: object) => void;
  readonly stop: () => Promise<void>;
};

export async function startUpdateServer(): Promise<UpdateServer> {
  const served = new Map<string, Buffer>();
  const server = createServer((asked, response) => {
    const { pathname } = new URL(asked.url ?? '/', 'http://loopback');
    const bytes = served.get(pathname.slice(1));
    if (bytes) response.setHeader('content-length', bytes.length).end(bytes);
    else response.writeHead(404).end();
  });
  const { url, stop } = await listen(server);
  const put = (name: string, bytes: Buffer): void => void served.set(name, bytes);
  return {
    url,
    stop,
    put,
    publish: (version, installer, more = {}) => {
      const name = `Holdfast-${version}-x64-setup.exe`;
      const sha512 = createHash('sha512').update(installer).digest('base64');
      const files = [{ url: name, sha512, size: installer.length }];
      const releaseDate = '2026-11-29T00:00:00.000Z';
      put(name, installer);
      const feed = { version, files, path: name, sha512, releaseDate, ...more };
      put('latest.yml', Buffer.from(stringify(feed)));
    },
  };
}

/** electron-updater's own executor, by Node's HTTP in place of Electron's. */
class NodeExecutor extends HttpExecutor<ClientRequest> {
  createRequest(options: object, answered: (response: IncomingMessage) => void): ClientRequest {
    return request(options, answered);
  }

  async download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    return options.cancellationToken.createPromise((resolve, reject, onCancel) => {
      const asked = { headers: options.headers ?? undefined, redirect: 'manual' };
      configureRequestUrl(url, asked);
      configureRequestOptions(asked);
      const callback = (error?: Error | null): void =>
        error ? reject(error) : resolve(destination);
      this.doDownload(
        asked,
        { destination, options, onCancel, callback, responseHandler: null },
        0,
      );
    });
  }
}

export type UpdaterOptions = {
  readonly url: string;
  /** The version that is installed. */
  readonly version: string;
  /** An own folder is made in it. */
  readonly folder: string;
  readonly publisher: string;
  /** null when the file is signed by one of the publishers, else why not. On Windows electron-updater has a check of its own. */
  readonly verify: (publishers: readonly string[], file: string) => Promise<string | null>;
};

export function makeUpdater(options: UpdaterOptions): NsisUpdater {
  const folder = mkdtempSync(join(options.folder, 'updater-'));
  const appUpdateConfigPath = join(folder, 'app-update.yml');
  const settings = {
    ...{ provider: 'generic', url: options.url, updaterCacheDirName: 'holdfast-updater' },
    publisherName: [options.publisher],
  };
  writeFileSync(appUpdateConfigPath, stringify(settings));
  const updater = new NsisUpdater(null, {
    version: options.version,
    name: 'Holdfast',
    isPackaged: true,
    appUpdateConfigPath,
    userDataPath: folder,
    baseCachePath: join(folder, 'cache'),
    whenReady: () => Promise.resolve(),
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: () => undefined,
  });
  updater.logger = null;
  updater.disableDifferentialDownload = true;
  updater.verifyUpdateCodeSignature = async (publishers, file) => options.verify(publishers, file);
  Object.assign(updater, {
    httpExecutor: new NodeExecutor(),
    _testOnlyOptions: { platform: 'win32', isUseDifferentialDownload: false },
  });
  // It tells failures by an event as well, which ends the process when nobody listens.
  updater.on('error', () => undefined);
  return updater;
}
