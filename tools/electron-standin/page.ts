import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { browserStarted } from './browser.ts';
import type { CdpSession } from './cdp.ts';
import { ignoreGone } from './cdp.ts';
import type { FromPreload, PreloadFacts, ToPreload } from './page/messages.ts';
import { placeFullScreen, placePage } from './placement.ts';
import type { Placement, PlacedPage } from './placement.ts';
import { mainWorldSource, preloadWorldSource } from './page/source.ts';
import { standinVersions } from './versions.ts';

/** The name Electron gives the preload's world. */
const isolatedWorld = 'Electron Isolated Context';
const bindingName = '__standinSend';

/** A Chromium page with Electron's preload inside. */
export interface Page extends PlacedPage {
  /** Sends to the preload's world; lost when the page has none yet, or any more. */
  post(message: ToPreload): void;
}

export interface PageOptions {
  readonly preload: string | undefined;
  readonly additionalArguments: readonly string[];
  readonly placement: Placement;
  readonly fullScreen: boolean;
  /** Called with the opened page before anything runs in it. */
  prepare(page: Page): void;
  /** A message of the preload; `reply` reaches the document that sent it and no later one. */
  receive(message: FromPreload, reply: (message: ToPreload) => void): void;
}

/** Opens a page, sets everything up and lets it run; it shows about:blank. */
export async function openPage(options: PageOptions): Promise<Page> {
  const { preload, placement } = options;
  if (preload !== undefined && !isAbsolute(preload))
    throw new Error('preload script must have absolute path');
  const browser = await browserStarted;
  const opened = await browser.openPage(placement);
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
    placePage(page, placement),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource(secret) }),
    session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadWorldSource(secret, facts, script),
      worldName: isolatedWorld,
    }),
  ]);
  await session.send('Runtime.runIfWaitingForDebugger', {});
  if (options.fullScreen) await placeFullScreen(page, true);
  return page;
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
