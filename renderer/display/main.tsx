/** The entry of the customer's window. */
import '../../shared/look/tokens.css';
import '../look/ground.css';
import '../look/display.css';
import { createRoot } from 'react-dom/client';
import type { Aside } from '../../shared/bridge/aside.ts';
import type { Display } from '../../shared/display.ts';
import { assert } from '../../shared/fault.ts';
import { CustomerScreen } from './customer-screen.tsx';

declare global {
  interface Window {
    readonly holdfastAside?: Aside;
  }
}

const place = document.getElementById('root');
assert(place !== null, 'the page has a place for the display');
assert(window.holdfastAside !== undefined, 'the preload script has given the way in');
const root = createRoot(place);
window.holdfastAside.watch((shown) => {
  // Made by the main process of this very program.
  root.render(<CustomerScreen display={shown as Display} />);
});
