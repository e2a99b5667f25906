import { connectCdp, ignoreGone } from './cdp.ts';
import type { CdpConnection, CdpSession } from './cdp.ts';
import type { TargetInfo } from './cdp-protocol.ts';
import { launchChromium } from './chromium.ts';
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

  const own = new Map<string, CdpSession>();
  const attached = new Map<string, CdpSession>();
  const attaching = new Map<string, (session: CdpSession) => void>();
  const opening = new Set<Promise<unknown>>();

  async function arrive(session: CdpSession, target: TargetInfo): Promise<void> {
    if (target.type === 'page') {
      attached.set(target.targetId, session);
      attaching.get(target.targetId)?.(session);
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

  async function create(size: { width: number; height: number }): Promise<OpenedPage> {
    const { targetId } = await cdp.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...size,
    });
    const session =
      attached.get(targetId) ??
      (await new Promise<CdpSession>((resolve) => attaching.set(targetId, resolve)));
    own.set(targetId, session);
    return { targetId, session };
  }
  const browser: Browser = {
    address: chromium.address,
    cdp,
    headful: options.headful,
    async openPage(size) {
      const page = create(size);
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
