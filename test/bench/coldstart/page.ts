/** What runs in the page of a start, as text: it tells when something was painted, in milliseconds since 1970. */
import { mei, pin } from '../../make/staff.ts';

/** What is drawn now is painted when the next frame begins. */
const clock = `
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
    resolve(performance.timeOrigin + performance.now()))));
  const until = (fits) => new Promise((resolve) => {
    const look = () => { if (fits()) { eyes.disconnect(); resolve(); } };
    const eyes = new MutationObserver(look);
    eyes.observe(document, { subtree: true, childList: true, attributes: true });
    look();
  });`;

/** When the empty page was painted. */
export const emptyPage = `(async () => {${clock} return frame(); })()`;

/** Milliseconds since 1970. */
export type Opened = {
  /** The page has begun. */
  readonly page: number;
  /** The first frame with something in it. */
  readonly first: number;
  /** The people of the store are shown. */
  readonly people: number;
  /** The open sale is shown again. */
  readonly sale: number;
  /** The line of the first scan is shown. */
  readonly line: number;
};

/** Signs in by the bridge, so that no hand is waited for, scans by keys, and tells each step. */
export const registerPage = (code: string): string => `(async () => {${clock}
  const page = performance.timeOrigin;
  await until(() => document.querySelector('#root > *') !== null);
  const first = await frame();
  await until(() => document.querySelector('.signin .staff button') !== null);
  const people = await frame();
  const signedIn = await window.holdfast.command(${JSON.stringify({ command: 'signIn', staff: mei.id, pin })});
  if (!signedIn.ok) throw new Error(signedIn.fault.code);
  await until(() => document.querySelectorAll('.cart .lines > *').length > 0 && document.querySelector('.cart .lines.none') === null);
  const sale = await frame();
  const count = () => document.querySelectorAll('.cart .lines > *').length;
  const before = count();
  for (const key of [...${JSON.stringify(code)}, 'Enter'])
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await until(() => count() > before);
  return { page, first, people, sale, line: await frame() };
})()`;
