/** The open sale as shown. */
import { ageToAsk, bornBy, uncheckedLines } from '../../shared/age.ts';
import type { CartView, CurrencyView, LineView } from '../../shared/bridge/view.ts';
import { lineAmounts, liveLines, totals, type Cart, type CartLine } from '../../shared/cart.ts';
import { denominations } from '../../shared/denominations.ts';
import { neededOf, type ForeignCurrency } from '../../shared/foreign.ts';
import { minor, type Currency, type Minor } from '../../shared/money.ts';
import { discountBase } from '../../shared/discount.ts';
import { receiptNumber } from '../../shared/entry.ts';
import { readOpenCart } from '../database/carts.ts';
import { nextReceiptSequence } from '../database/sales.ts';
import { localDay } from './age.ts';
import type { Desk } from './desk.ts';
import { heldViews } from './held.ts';
import type { Place } from './place.ts';
import { quickCash } from './quickcash.ts';

const lineView = (line: CartLine): LineView => ({ ...line, ...lineAmounts(line) });

function ageView(desk: Desk, cart: Cart): CartView['ageToAsk'] {
  const limit = ageToAsk(cart);
  if (limit === null) return null;
  const today = localDay(desk.ports.clock.now());
  return { limit, bornBy: bornBy(limit, today), lines: uncheckedLines(cart) };
}

function currencyView(foreign: ForeignCurrency, due: Minor, store: Currency): CurrencyView {
  const { currency } = foreign;
  const coin = denominations(currency).at(-1) ?? minor(1);
  const needed = due > 0 ? neededOf(foreign, due, store) : undefined;
  if (needed === undefined) return { ...foreign, needed: null, quick: [] };
  const inCoins = minor(Math.ceil(needed / coin) * coin);
  return { ...foreign, needed: inCoins, quick: quickCash(inCoins, currency, coin) };
}

/** The open cart with everything derived from it; null when no sale is open. */
export function cartView(desk: Desk, place: Place): CartView | null {
  const { db } = desk.ports;
  const cart = readOpenCart(db);
  if (!cart) return null;
  const sums = totals(cart);
  const { latest } = desk.memory;
  return {
    sale: cart.sale,
    nextReceipt: receiptNumber(place.identity.registerName, nextReceiptSequence(db)),
    lines: cart.lines.map(lineView),
    latest: latest && cart.lines.some((line) => line.line === latest.line) ? latest : null,
    tenders: cart.tenders,
    totalOff: cart.totalOff,
    discountBase: discountBase(liveLines(cart)),
    tax: cart.tax,
    taxes: place.configuration.rates.filter((rate) =>
      cart.rates.some((known) => known.code === rate.code),
    ),
    comment: cart.comment,
    customer: cart.customer,
    ageToAsk: ageView(desk, cart),
    held: heldViews(desk, cart),
    totals: sums,
    quickCash: quickCash(sums.cashDue, cart.currency, cart.coin),
    currencies: (place.configuration.tenders?.currencies ?? []).map((foreign) =>
      currencyView(foreign, sums.due, cart.currency),
    ),
    coin: cart.coin,
  };
}
