import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { browserStarted } from './browser.ts';
import type { Browser, OpenedPage } from './browser.ts';
import type { CdpSession } from './cdp.ts';
import { ignoreGone } from './cdp.ts';
import type { FromPreload, PreloadFacts, ToPreload } from './page/messages.ts';
import { mainWorldSource, preloadWorldSource } from './page/source.ts';
import { standinVersions } from './versions.ts';

/** The name Electron gives the preload's world. */
const isolatedWorld = 'Electron Isolated Context';
const bindingName = '__standinSend';

/** A Chromium page with Electron's preload inside. */
export interface Page extends OpenedPage {
  readonly browser: Browser;
  /** Sends to the preload's world; lost when the page has none yet, or any more. */
  post(message: ToPreload): void;
}

export interface PageOptions {
  readonly preload: string | undefined;
  readonly additionalArguments: readonly string[];
  /** Content size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Called with the opened page before anything runs in it. */
  prepare(page: Page): void;
  /** A message of the preload; `reply` reaches the document that sent it and no later one. */
  receive(message: FromPreload, reply: (message: ToPreload) => void): void;
}

/** Opens a page, sets everything up and lets it run; it shows about:blank. */
export async function openPage(options: PageOptions): Promise<Page> {
  const { preload, width, height } = options;
  if (preload !== undefined && !isAbsolute(preload))
    throw new Error('preload script must have absolute path');
  const browser = await browserStarted;
  const opened = await browser.openPage({ width, height });
  const { session, targetId } = opened;
  const worlds = watchIsolatedWorld(session, targetId);
  const post = (message: ToPreload, world = worlds.current()): void => {
    if (world === undefined) return;
    const expression = `__standinReceive(${JSON.stringify(message)})`;
    session.send('Runtime.evaluate', { expression, contextId: world }).catch(ignoreGone);
  };
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== bindingName || executionContextId !== worlds.current()) return;
    const message = JSON.parse(payload) as FromPreload;
    options.receive(message, (reply) => post(reply, executionContextId));
  });
  const page: Page = { ...opened, browser, post };
  options.prepare(page);

  const secret = randomBytes(16).toString('hex');
  const facts: PreloadFacts = {
    preload: preload ?? '',
    platform: process.platform,
    arch: process.arch,
    versions: standinVersions(),
    argv: [process.argv[0] ?? '', '--type=renderer', ...options.additionalArguments],
  };
  const script = preload === undefined ? '' : readFileSync(preload, 'utf8');
  await Promise.all([
    session.send('Page.enable', {}),
    session.send('Runtime.enable', {}),
    session.send('Inspector.enable', {}),
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] }),
    session.send('Runtime.addBinding', { name: bindingName, executionContextName: isolatedWorld }),
    session.send('Emulation.setFocusEmulationEnabled', { enabled: true }),
    resizePage(page, { width, height }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource(secret) }),
    session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadWorldSource(secret, facts, script),
      worldName: isolatedWorld,
    }),
  ]);
  await session.send('Runtime.runIfWaitingForDebugger', {});
  return page;
}

/** Gives the page a content size in CSS pixels: of the real window when there is one to see. */
export async function resizePage(
  page: Page,
  size: { width: number; height: number },
): Promise<void> {
  const { browser, session, targetId } = page;
  if (browser.headful) {
    const { windowId } = await browser.cdp.send('Browser.getWindowForTarget', { targetId });
    await browser.cdp.send('Browser.setContentsSize', { windowId, ...size });
    return;
  }
  await session.send('Emulation.setDeviceMetricsOverride', {
    ...size,
    deviceScaleFactor: 1,
    mobile: false,
  });
}

function watchIsolatedWorld(
  session: CdpSession,
  mainFrame: string,
): { current(): number | undefined } {
  let current: number | undefined;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === isolatedWorld && context.auxData?.frameId === mainFrame)
      current = context.id;
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (executionContextId === current) current = undefined;
  });
  session.on('Runtime.executionContextsCleared', () => {
    current = undefined;
  });
  return { current: () => current };
}
