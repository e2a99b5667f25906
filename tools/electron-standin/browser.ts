import { EventEmitter } from 'node:events';
import { connectCdp, ignoreGone } from './cdp.ts';
import type { CdpConnection, CdpSession } from './cdp.ts';
import type { TargetInfo } from './cdp-protocol.ts';
import { launchChromium, openAppWindow } from './chromium.ts';
import type { ChromiumOptions } from './chromium.ts';

/** A page of the running Chromium that the stand-in opened itself. */
export interface OpenedPage {
  readonly targetId: string;
  readonly session: CdpSession;
}

/** The running Chromium as the stand-in's windows use it. */
export interface Browser {
  readonly address: string;
  readonly cdp: CdpConnection;
  readonly headful: boolean;
  /** Opens a page that stays paused until it is told to run. */
  openPage(size: { width: number; height: number }): Promise<OpenedPage>;
  closePage(targetId: string): Promise<void>;
}

/** What happens in Chromium without the application having asked for it. */
export interface BrowserEvents {
  /** A page opened another one (`window.open`); it has been closed already. */
  popup(target: TargetInfo): void;
  /** A page is gone, closed by whomever. */
  gone(targetId: string): void;
  /** Chromium itself is gone. */
  closed(): void;
}

// What a real window shows until the application loads its own page.
const placeholder = 'data:text/html,electron-standin-';
const closeGraceMs = 2_000;
const started = Promise.withResolvers<Browser>();
let stopping = false;
let stop = (): Promise<void> => Promise.resolve();

/** Resolves when Chromium runs. */
export const browserStarted: Promise<Browser> = started.promise;

/** Starts Chromium and attaches to every page it will ever open. */
export async function startBrowser(
  options: ChromiumOptions,
  events: BrowserEvents,
): Promise<Browser> {
  const chromium = await launchChromium(options);
  process.on('exit', () => chromium.process.kill('SIGKILL'));
  const cdp = await connectCdp(chromium.address);
  const exited = new Promise<void>((resolve) => chromium.process.once('exit', () => resolve()));
  stop = async () => {
    stopping = true;
    await cdp.send('Browser.close', {}).catch(ignoreGone);
    const patience = setTimeout(() => chromium.process.kill('SIGKILL'), closeGraceMs);
    await exited;
    clearTimeout(patience);
  };
  cdp.on('closed', () => {
    if (!stopping) events.closed();
  });
  cdp.on('Target.targetDestroyed', ({ targetId }) => events.gone(targetId));

  const own = new Set<string>();
  const opening = new Set<Promise<unknown>>();
  const arrived = new Map<string, OpenedPage>();
  const attached = new EventEmitter<Record<string, [OpenedPage]>>();
  let windows = 0;

  async function arrive(session: CdpSession, target: TargetInfo): Promise<void> {
    if (target.type === 'page') {
      const page = { targetId: target.targetId, session };
      arrived.set(target.targetId, page);
      attached.emit(target.url.startsWith(placeholder) ? target.url : target.targetId, page);
      // Only when every page under way has its number is it clear whether this one is ours.
      await Promise.allSettled(opening);
      if (own.has(target.targetId)) return;
    }
    // A page that is closed while still paused freezes its opener.
    await session.send('Runtime.runIfWaitingForDebugger', {});
    if (target.type !== 'page') return;
    await cdp.send('Target.closeTarget', { targetId: target.targetId });
    events.popup(target);
  }
  cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    arrive(cdp.session(sessionId), targetInfo).catch(ignoreGone);
  });
  await cdp.send('Target.setDiscoverTargets', { discover: true });
  await cdp.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  });

  const arrival = (key: string): Promise<OpenedPage> =>
    new Promise((resolve) => attached.once(key, resolve));
  async function createWindow(): Promise<OpenedPage> {
    const address = `${placeholder}${++windows}`;
    const page = arrival(address);
    openAppWindow(options.profile, address);
    return page;
  }
  async function createTarget(size: { width: number; height: number }): Promise<OpenedPage> {
    const parameters = { url: 'about:blank', newWindow: true, ...size };
    const { targetId } = await cdp.send('Target.createTarget', parameters);
    return arrived.get(targetId) ?? arrival(targetId);
  }
  const browser: Browser = {
    address: chromium.address,
    cdp,
    headful: options.headful,
    async openPage(size) {
      const created = options.headful ? createWindow() : createTarget(size);
      const page = created.then((opened) => {
        own.add(opened.targetId);
        return opened;
      });
      opening.add(page);
      try {
        return await page;
      } finally {
        opening.delete(page);
      }
    },
    async closePage(targetId) {
      await cdp.send('Target.closeTarget', { targetId }).catch(ignoreGone);
    },
  };
  started.resolve(browser);
  return browser;
}

/** Closes Chromium in good order, so that what pages stored is on the disk; resolves when it has ended. */
export function stopBrowser(): Promise<void> {
  return stop();
}

/** Whether an address is that of a page nothing has been loaded into. */
export function isBlank(address: string): boolean {
  return address === 'about:blank' || address.startsWith(placeholder);
}
