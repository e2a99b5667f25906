/** The one picture that the window draws, made anew from the offline database and the line. */
import type { Screen, View } from '../../shared/bridge/view.ts';
import { fault, type Fault } from '../../shared/fault.ts';
import { barredFor } from '../../shared/operations/standing.ts';
import { countSuspended, readOpenCart } from '../database/carts.ts';
import { jobStates } from '../database/feed.ts';
import { readIdentity } from '../database/identity.ts';
import { pendingEntries } from '../database/journal.ts';
import { readConfiguration, readParameters } from '../database/parameters.ts';
import { askView, noticeView, refusalView } from './askview.ts';
import { cartView } from './cartview.ts';
import { linkView, warningView } from './connection.ts';
import type { Desk } from './desk.ts';
import { limitsOf } from './limits.ts';
import { everybody, signedIn, staffTile } from './people.ts';
import { readLanguage, readTheme } from './preference.ts';
import { receiptView } from './receiptview.ts';
import { readScreen, shownSale } from './screen.ts';

function screenNow(desk: Desk, trouble: Fault | null): Screen {
  const { db } = desk.ports;
  if (trouble) return 'trouble';
  if (!readConfiguration(db)) return 'starting';
  if (!signedIn(desk)) return 'signIn';
  const screen = readScreen(db);
  if (screen === 'receipt') return shownSale(db) ? 'receipt' : 'sale';
  return screen === 'payment' && readOpenCart(db) ? 'payment' : 'sale';
}

/** Each picture has a larger revision than the one before. The receipt, the cart and the people appear only on screens of their own. */
export function makeView(desk: Desk): View {
  const { db, version } = desk.ports;
  const identity = readIdentity(db);
  const configuration = readConfiguration(db);
  const trouble = identity ? null : fault('activation.needed');
  const screen = screenNow(desk, trouble);
  const staff = signedIn(desk);
  const pending = pendingEntries(db);
  const selling = staff !== null;
  const place = identity && configuration ? { identity, configuration } : null;
  desk.memory.revision += 1;
  return {
    revision: desk.memory.revision,
    version,
    store: configuration?.name ?? { en: '', zh: '' },
    registerName: identity?.registerName ?? '',
    currency: configuration?.currency ?? 'USD',
    language: readLanguage(db),
    theme: readTheme(db),
    screen,
    trouble,
    link: linkView(desk),
    pending: { count: pending.sales, value: pending.value },
    parameterVersion: readParameters(db).version,
    catalogueAt: jobStates(db).find((state) => state.job === '1040')?.applied ?? null,
    staff: staff && staffTile(staff),
    people: selling ? [] : everybody(db),
    barred: staff
      ? barredFor({ role: staff.role, limits: limitsOf(db, staff.role) }, desk.ports.link())
      : {},
    cart: selling && place ? cartView(desk, place) : null,
    suspended: countSuspended(db),
    ask: selling ? askView(db) : null,
    refusal: selling ? refusalView(db) : null,
    warning: warningView(desk),
    notice: selling ? noticeView(desk) : null,
    receipt: screen === 'receipt' ? receiptView(desk) : null,
  };
}
