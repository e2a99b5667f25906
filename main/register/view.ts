/** The one picture that the window draws, made anew from the offline database and the line. */
import type { Screen, View } from '../../shared/bridge/view.ts';
import { fault, type Fault } from '../../shared/fault.ts';
import { barredFor } from '../../shared/operations/standing.ts';
import { defaultScanner } from '../../shared/scanner.ts';
import { countSuspended, readOpenCart } from '../database/carts.ts';
import { jobStates } from '../database/feed.ts';
import { readIdentity } from '../database/identity.ts';
import { pendingEntries } from '../database/journal.ts';
import { knownAt } from '../database/known.ts';
import { readConfiguration, readParameters } from '../database/parameters.ts';
import { askView, noticeView, refusalView } from './askview.ts';
import { cardView } from './cardpayment.ts';
import { cartView } from './cartview.ts';
import { linkView, warningView } from './connection.ts';
import type { Desk } from './desk.ts';
import { countUnsettled } from './unsettledcards.ts';
import { limitsOf } from './limits.ts';
import { holderOf } from './lockscreen.ts';
import { everybody, openersOf, signedIn, staffTile } from './people.ts';
import { isTourDue, readLanguage, readTheme } from './preference.ts';
import { receiptView } from './receiptview.ts';
import { readScreen, shownSale } from './screen.ts';
import { needShiftToSell } from './shift.ts';
import { shiftView } from './shiftview.ts';

function screenNow(desk: Desk, trouble: Fault | null): Screen {
  const { db } = desk.ports;
  if (trouble) return 'trouble';
  if (!readConfiguration(db)) return 'starting';
  if (!signedIn(desk)) return 'signIn';
  const screen = readScreen(db);
  if (screen === 'receipt') return shownSale(db) ? 'receipt' : 'sale';
  if (screen === 'payment' && readOpenCart(db)) return 'payment';
  return readOpenCart(db) || needShiftToSell(db).ok ? 'sale' : 'shift';
}

/** Each picture has a larger revision than the one before. The receipt, the cart and the people appear only on screens of their own. */
export function makeView(desk: Desk): View {
  const { db, version } = desk.ports;
  const identity = readIdentity(db);
  const configuration = readConfiguration(db);
  const trouble = identity ? null : fault('activation.needed');
  const screen = screenNow(desk, trouble);
  const staff = signedIn(desk);
  const holder = holderOf(db);
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
    knownAt: knownAt(db),
    scanner: configuration?.scanner ?? defaultScanner,
    reasons: configuration?.reasons ?? [],
    staff: staff && staffTile(staff),
    people: selling ? [] : holder ? openersOf(db, holder) : everybody(db),
    tour: staff !== null && isTourDue(db, staff.id),
    training: desk.ports.practice.view(),
    lockedBy: holder && staffTile(holder),
    idleMinutes: configuration?.people?.idleMinutes ?? null,
    barred: staff
      ? barredFor({ role: staff.role, limits: limitsOf(db, staff.role) }, desk.ports.link())
      : {},
    cart: selling && place ? cartView(desk, place) : null,
    suspended: countSuspended(db),
    shift: shiftView(db),
    ask: selling ? askView(db) : null,
    card: selling ? cardView(desk) : null,
    unsettledCards: selling ? countUnsettled(desk) : 0,
    terminal: desk.ports.terminal !== undefined,
    refusal: selling ? refusalView(db) : null,
    warning: warningView(desk),
    notice: selling ? noticeView(desk) : null,
    receipt: screen === 'receipt' ? receiptView(desk) : null,
    update: null,
  };
}
