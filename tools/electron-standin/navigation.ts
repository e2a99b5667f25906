import type { EventEmitter } from 'node:events';
import { preventable } from './event.ts';
import type { Page } from './page.ts';
import { ownSchemes } from './protocol.ts';
import { fromWire, toWire } from './scheme.ts';
import type { WebFrame } from './web-frame.ts';

/** Where one window's main frame is and may go; addresses with `wire` in their name are as Chromium sees them. */
export interface Navigation {
  /** The present address as the application wrote it; empty before the first document. */
  url(): string;
  arrived(wireUrl: string): void;
  load(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Asks `will-navigate`, unless the application itself loads that document. */
  mayNavigate(wireUrl: string): boolean;
}

/** `contents` hears the events, `page` is the page once it is open. */
export function makeNavigation(
  contents: () => EventEmitter,
  frame: () => WebFrame,
  page: () => Promise<Page>,
): Navigation {
  let present = '';
  let expected = '';

  return {
    url: () => fromWire(present),
    arrived(wireUrl) {
      present = wireUrl;
    },
    async load(url) {
      const { session } = await page();
      const address = toWire(url, ownSchemes());
      expected = withoutHash(address);
      const settled = new Promise<void>((resolve) => {
        contents().once('did-finish-load', () => resolve());
        contents().once('destroyed', () => resolve());
      });
      const { errorText } = await session.send('Page.navigate', { url: address });
      if (errorText === undefined) return settled;
      const code = errorText.replace('net::', '');
      const errno = code === 'ERR_ABORTED' ? -3 : -2;
      contents().emit('did-fail-load', preventable({}), errno, code, url, true);
      throw Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
    },
    async reload() {
      const { session } = await page();
      expected = withoutHash(present);
      await session.send('Page.reload', {});
    },
    mayNavigate(wireUrl) {
      if (expected === withoutHash(wireUrl)) return true;
      const url = fromWire(wireUrl);
      const details = { url, isMainFrame: true, isSameDocument: false };
      const event = preventable({ ...details, frame: frame(), initiator: frame() });
      contents().emit('will-navigate', event, url);
      return !event.defaultPrevented;
    },
  };
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? '';
}
