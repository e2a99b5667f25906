import type { Browser, OpenedPage } from './browser.ts';

/** A page and the browser it is in. */
export interface PlacedPage extends OpenedPage {
  readonly browser: Browser;
}

/** Size of the content and place of the window, in CSS pixels; without a place it is where Chromium puts it. */
export interface Placement {
  readonly width: number;
  readonly height: number;
  readonly x: number | undefined;
  readonly y: number | undefined;
}

/** Gives a page its content size; with real windows, of the real window, and its place. */
export async function placePage(page: PlacedPage, placement: Placement): Promise<void> {
  const { browser, session, targetId } = page;
  const { width, height, x, y } = placement;
  const size = { width: Math.round(width), height: Math.round(height) };
  if (!browser.headful) {
    const metrics = { ...size, deviceScaleFactor: 1, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', metrics);
    return;
  }
  const { windowId } = await browser.cdp.send('Browser.getWindowForTarget', { targetId });
  await browser.cdp.send('Browser.setContentsSize', { windowId, ...size });
  if (x === undefined || y === undefined) return;
  await browser.cdp.send('Browser.setWindowBounds', { windowId, bounds: { left: x, top: y } });
}

/** Full screen and back; only real windows have one. */
export async function placeFullScreen(page: PlacedPage, fullScreen: boolean): Promise<void> {
  const { browser, targetId } = page;
  if (!browser.headful) return;
  const { windowId } = await browser.cdp.send('Browser.getWindowForTarget', { targetId });
  const windowState = fullScreen ? 'fullscreen' : 'normal';
  await browser.cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
}
