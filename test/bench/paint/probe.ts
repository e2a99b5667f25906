/**
 * Eyes in the window: how long from a key until its effect is on the display. Chromium tells both ends itself: `timeStamp` of the key is when
 * the browser had it from the system, `renderTime` of an element (Element Timing) is when the frame that first shows it was presented. A
 * mark is put beside whatever changed, before the frame is drawn, so that its frame is the one of the change.
 */
import type { Page } from '@playwright/test';

/** Milliseconds since the key, of one that changed what was watched. */
export type Seen = {
  /** Until the page heard of the key. */
  readonly heard: number;
  /** Until the change stood in the document. */
  readonly changed: number;
  /** Until its frame was presented. */
  readonly painted: number;
};

type Watching = {
  selector: string;
  key: number;
  heard: number;
  open: { id: string; key: number; heard: number; changed: number } | null;
  done: ((seen: Seen) => void) | null;
};

declare global {
  var holdfastProbe: Watching | undefined;
}

/** Runs in the page. Self-contained: its source travels. */
function putProbe(): void {
  const watching: Watching = { selector: '', key: 0, heard: 0, open: null, done: null };
  globalThis.holdfastProbe = watching;
  let marks = 0;
  // A mark in a place of its own size moves nothing, and adds no layer to the frame that it is there to time.
  const place = document.createElement('div');
  place.style.cssText =
    'position:fixed;left:2px;bottom:2px;width:8px;height:8px;overflow:hidden;contain:strict';
  document.body.append(place);
  const keyed = (event: Event): void => {
    if (watching.open !== null) return;
    watching.key = event.timeStamp;
    watching.heard = performance.now();
  };
  window.addEventListener('keydown', keyed, { capture: true });
  // Composed text comes without a key.
  window.addEventListener(
    'beforeinput',
    (event) => {
      if (/[^ -~]/.test(event.data ?? '')) keyed(event);
    },
    { capture: true },
  );
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { open, done } = watching;
      if (open === null || !('renderTime' in entry && 'identifier' in entry)) continue;
      if (open.id !== entry.identifier) continue;
      watching.open = null;
      watching.done = null;
      place.replaceChildren();
      done?.({
        heard: open.heard - open.key,
        changed: open.changed - open.key,
        painted: Number(entry.renderTime) - open.key,
      });
    }
  }).observe({ type: 'element' });
  new MutationObserver((records) => {
    if (watching.done === null || watching.open !== null) return;
    const isWatched = records.some(({ target }) => {
      const element = target instanceof Element ? target : target.parentElement;
      return element !== null && element.closest(watching.selector) !== null;
    });
    if (!isWatched) return;
    const changed = performance.now();
    marks += 1;
    const id = `mark${marks}`;
    watching.open = { id, key: watching.key, heard: watching.heard, changed };
    const mark = document.createElement('div');
    mark.textContent = '·';
    mark.setAttribute('elementtiming', id);
    place.append(mark);
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['aria-current'],
  });
}

export type Probe = {
  /** Does `act` and answers what followed its last key within the element; null when nothing changed there in time. */
  readonly see: (selector: string, act: () => Promise<void>) => Promise<Seen | null>;
};

const patienceMs = 3_000;

export async function openProbe(page: Page): Promise<Probe> {
  await page.evaluate(putProbe);
  return {
    see: async (selector, act) => {
      const seen = page.evaluate(
        ([where, patience]) =>
          new Promise<Seen | null>((resolve) => {
            const watching = globalThis.holdfastProbe;
            if (watching === undefined) throw new Error('the window has no probe');
            watching.selector = where;
            watching.open = null;
            watching.done = resolve;
            setTimeout(() => {
              if (watching.done !== resolve) return;
              watching.done = null;
              resolve(null);
            }, patience);
          }),
        [selector, patienceMs] as const,
      );
      await act();
      return seen;
    },
  };
}
