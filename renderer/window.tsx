/** Puts the register's window into the page: its look, and the app over a bridge. */
import '../shared/look/tokens.css';
import './look/ground.css';
import './look/keys.css';
import './look/header.css';
import './look/cart.css';
import './look/held.css';
import './look/sell.css';
import './look/payment.css';
import './look/tenders.css';
import './look/lockcard.css';
import './look/notice.css';
import './look/dialog.css';
import './look/fields.css';
import './look/cards.css';
import './look/signin.css';
import './look/people.css';
import './look/guide.css';
import './look/connection.css';
import './look/receipt.css';
import './look/shift.css';
import './look/journal.css';
import './look/goods.css';
import './look/narrow.css';
import './look/large.css';
import './look/contrast.css';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../shared/bridge/contract.ts';
import { App } from './app.tsx';
import type { Panel } from './panel.tsx';
import { openRegister } from './register.ts';

/** Draws the window over the bridge; `panel` opens one at once, for a look at it. */
export function openWindow(place: HTMLElement, bridge: Bridge, panel?: Panel): void {
  const register = openRegister(bridge);
  const first = panel === undefined ? {} : { panel };
  createRoot(place).render(<App register={register} {...first} />);
}
