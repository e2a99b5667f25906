/** The page's entry. The preload script has put the bridge into the window. */
import type { Bridge } from '../shared/bridge/contract.ts';
import { assert } from '../shared/fault.ts';
import { openWindow } from './window.tsx';

declare global {
  interface Window {
    readonly holdfast?: Bridge;
  }
}

const place = document.getElementById('root');
assert(place !== null, 'the page has a place for the window');
assert(window.holdfast !== undefined, 'the preload script has given the bridge');
openWindow(place, window.holdfast);
