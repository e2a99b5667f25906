import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { isBlank } from './browser.ts';
import { record } from './calls.ts';
import { CdpError, ignoreGone } from './cdp.ts';
import type { PausedRequest, PrintOptions } from './cdp-protocol.ts';
import { preventable } from './event.ts';
import { gap } from './gap.ts';
import { answerRequest } from './interception.ts';
import { messageToPreload, receiveFromPreload } from './ipc.ts';
import { imageFromPng } from './native-image.ts';
import type { NativeImage } from './native-image.ts';
import { openPage } from './page.ts';
import type { Page } from './page.ts';
import type { FromPreload, ToPreload } from './page/messages.ts';
import { fromWire } from './scheme.ts';
import { defaultSession } from './session.ts';
import { makeNavigation } from './navigation.ts';
import type { Placement } from './placement.ts';
import { mainFrame } from './web-frame.ts';
import type { WebFrame } from './web-frame.ts';

type WindowOpenHandler = (details: {
  url: string;
  frameName: string;
  features: string;
  disposition: string;
}) => {
  action: 'allow' | 'deny';
};

/** Electron's WebContents as far as the stand-in has it. */
export interface WebContents extends EventEmitter {
  readonly id: number;
  readonly session: typeof defaultSession;
  readonly mainFrame: WebFrame;
  send(channel: string, ...args: unknown[]): void;
  loadURL(url: string): Promise<void>;
  getURL(): string;
  isLoading(): boolean;
  isDestroyed(): boolean;
  isCrashed(): boolean;
  reload(): void;
  setWindowOpenHandler(handler: WindowOpenHandler): void;
  capturePage(): Promise<NativeImage>;
  printToPDF(options: PrintOptions): Promise<Buffer>;
  executeJavaScript(code: string): Promise<unknown>;
  close(): void;
  forcefullyCrashRenderer(): void;
  openDevTools(): void;
}

/** What the window and the browser do with contents, out of the application's reach. */
export interface ContentsControls {
  readonly contents: WebContents;
  readonly page: Promise<Page>;
  /** A page that these contents opened; answers by the window-open handler. */
  popup(url: string): void;
  /** Closes the page and resolves when it is gone. */
  destroy(): Promise<void>;
  /** To be called when the page is gone. */
  gone(): void;
}

export interface ContentsOptions {
  readonly preload: string | undefined;
  readonly additionalArguments: readonly string[];
  readonly placement: Placement;
  readonly fullScreen: boolean;
  /** The application calls `webContents.close()`. */
  requestClose(): void;
  /** The first document has loaded. */
  firstLoaded(): void;
  gone(): void;
}

const openContents = new Map<number, ContentsControls>();
const openTargets = new Map<string, ContentsControls>();

let lastId = 0;

/** Creates the contents of one window; the page opens in the background. */
export function createWebContents(options: ContentsOptions): ContentsControls {
  const id = ++lastId;
  let state: 'open' | 'crashed' | 'destroyed' = 'open';
  let loading = false;
  let loadedOnce = false;
  let targetId = '';
  let openHandler: WindowOpenHandler | undefined;
  const navigation = makeNavigation(
    () => contents,
    () => frame,
    () => page,
  );
  const getURL = (): string => navigation.url();
  const frame = mainFrame(id, getURL, () => state === 'destroyed');

  const contents: WebContents = gap(
    'webContents',
    Object.assign(new EventEmitter(), {
      id,
      session: defaultSession,
      mainFrame: frame,
      getURL,
      isLoading: () => loading,
      isDestroyed: () => state === 'destroyed',
      isCrashed: () => state === 'crashed',
      send(channel: string, ...args: unknown[]) {
        if (state === 'destroyed') throw new TypeError('Object has been destroyed');
        const message = messageToPreload(channel, args);
        page.then((open) => open.post(message)).catch(ignoreGone);
      },
      loadURL: (url: string) => navigation.load(url),
      reload() {
        state = 'open';
        navigation.reload().catch(ignoreGone);
      },
      setWindowOpenHandler(handler: WindowOpenHandler) {
        openHandler = handler;
      },
      async capturePage() {
        const { data } = await (
          await page
        ).session.send('Page.captureScreenshot', { format: 'png' });
        return imageFromPng(Buffer.from(data, 'base64'));
      },
      async printToPDF(how: PrintOptions) {
        const { data } = await (await page).session.send('Page.printToPDF', how);
        return Buffer.from(data, 'base64');
      },
      async executeJavaScript(expression: string) {
        const { session } = await page;
        const how = { expression, awaitPromise: true, returnByValue: true };
        const { result, exceptionDetails } = await session.send('Runtime.evaluate', how);
        if (exceptionDetails !== undefined) throw new Error('Script failed to execute');
        return result.value;
      },
      close: () => options.requestClose(),
      forcefullyCrashRenderer() {
        page.then((open) => open.session.send('Page.crash', {})).catch(ignoreGone);
      },
      openDevTools: () => record('webContents.openDevTools', id),
    }),
  );

  function receive(message: FromPreload, reply: (message: ToPreload) => void): void {
    if (message.kind === 'preload-error') {
      const error = Object.assign(new Error(message.message), { stack: message.stack });
      contents.emit('preload-error', preventable({}), options.preload, error);
      return;
    }
    const event = preventable({
      type: 'frame',
      sender: contents,
      senderFrame: frame,
      frameId: 1,
      processId: id,
      ports: [],
    });
    receiveFromPreload(message, event)
      .then((answer) => {
        if (answer !== undefined) reply(answer);
      })
      // A listener's own failure is the application's, as an uncaught exception.
      .catch((error: unknown) =>
        process.nextTick(() => {
          throw error;
        }),
      );
  }

  function finishLoad(): void {
    if (getURL() === '') return;
    contents.emit('did-finish-load', preventable({}));
    if (loadedOnce) return;
    loadedOnce = true;
    options.firstLoaded();
  }

  function prepare({ session, targetId: target }: Page): void {
    targetId = target;
    openTargets.set(target, controls);
    session.on('Page.frameNavigated', ({ frame: navigated }) => {
      if (navigated.parentId !== undefined || isBlank(navigated.url)) return;
      navigation.arrived(navigated.url);
      contents.emit('did-navigate', preventable({}), getURL(), 200, 'OK');
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== target) return;
      navigation.arrived(url);
      contents.emit('did-navigate-in-page', preventable({}), getURL(), true);
    });
    session.on('Page.frameStartedLoading', ({ frameId }) => {
      if (frameId === target) loading = true;
    });
    session.on('Page.frameStoppedLoading', ({ frameId }) => {
      if (frameId === target) loading = false;
    });
    session.on('Page.domContentEventFired', () => {
      if (getURL() !== '') contents.emit('dom-ready', preventable({}));
    });
    session.on('Page.loadEventFired', finishLoad);
    session.on('Inspector.targetCrashed', () => {
      state = 'crashed';
      const details = { reason: 'crashed', exitCode: 5 };
      contents.emit('render-process-gone', preventable({}), details);
      app.emit('render-process-gone', preventable({}), contents, details);
    });
    session.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
      const at = stackTrace?.callFrames[0];
      const level = type === 'warning' || type === 'error' || type === 'debug' ? type : 'info';
      const message = args
        .map(
          ({ value, description }) =>
            description ?? (typeof value === 'string' ? value : JSON.stringify(value)),
        )
        .join(' ');
      const place = { lineNumber: (at?.lineNumber ?? -1) + 1, sourceId: fromWire(at?.url ?? '') };
      contents.emit('console-message', preventable({ level, message, ...place, frame }));
    });
    session.on('Page.windowOpen', ({ url }) => {
      lastOpened = { contentsId: id, url };
    });
    session.on('Fetch.requestPaused', (request: PausedRequest) => {
      const isMainFrame = request.frameId === target;
      answerRequest({
        session,
        request,
        webContentsId: id,
        isMainFrame,
        mayNavigate: (next) => navigation.mayNavigate(next),
      }).catch(ignoreGone);
    });
  }

  function gone(): void {
    if (state === 'destroyed') return;
    state = 'destroyed';
    openContents.delete(id);
    openTargets.delete(targetId);
    contents.emit('destroyed');
    options.gone();
  }

  const page = openPage({ ...options, prepare, receive });
  const controls: ContentsControls = {
    contents,
    page,
    popup(url) {
      const details = {
        url: fromWire(url),
        frameName: '',
        features: '',
        disposition: 'foreground-tab',
      };
      if (openHandler?.(details).action === 'deny') return;
      console.error(
        `electron stand-in: an allowed window.open is not implemented (${details.url})`,
      );
    },
    async destroy() {
      const { browser } = await page;
      await browser.closePage(targetId);
      gone();
    },
    gone,
  };
  openContents.set(id, controls);
  page.catch((error: unknown) => {
    if (state !== 'destroyed' && !(error instanceof CdpError))
      process.nextTick(() => {
        throw error;
      });
  });
  app.emit('web-contents-created', preventable({}), contents);
  return controls;
}

let lastOpened: { contentsId: number; url: string } | undefined;

/** Asks the contents that opened a page; Chromium names the opener unless the page said `noopener`. */
export function announcePopup(openerTarget: string | undefined, url: string): void {
  const opener =
    openTargets.get(openerTarget ?? '') ?? openContents.get(lastOpened?.contentsId ?? 0);
  opener?.popup(lastOpened?.url ?? url);
}

/** To be called when a page of Chromium is gone, closed by whomever. */
export function announceGone(targetId: string): void {
  openTargets.get(targetId)?.gone();
}

/** Electron's `webContents`. */
export const webContents = gap('webContents (the module)', {
  getAllWebContents: () => [...openContents.values()].map(({ contents }) => contents),
  fromId: (id: number) => openContents.get(id)?.contents,
  // Playwright finds the window of a page by it.
  fromDevToolsTargetId: (targetId: string) => openTargets.get(targetId)?.contents,
});
