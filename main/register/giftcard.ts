/** Gift cards as goods: a new one is sold, or value is added to an old one. The line appears when headquarters granted the lock. */
import { isFull, lineAmounts, liveLines, mostLines, type Cart } from '../../shared/cart.ts';
import { mayAsk } from '../../shared/completion.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import { minor, mostMinor, zero, type Minor } from '../../shared/money.ts';
import { checkNewPin } from '../../shared/pin.ts';
import { keepsPolicy } from '../../shared/policy.ts';
import { saveOpenCart } from '../database/carts.ts';
import { readParameters } from '../database/parameters.ts';
import { attempt } from '../database/transaction.ts';
import { cartOrNew, mayChangeGoods } from './cart.ts';
import type { Desk } from './desk.ts';
import { askFor, readNumber } from './instrument.ts';
import { showScreen } from './screen.ts';

/** Whether one more line of the amount keeps the cart within its limits. Faults: cart.full, amount.invalid, amount.tooLarge. */
function fitsCart(cart: Cart, amount: Minor): Result<void> {
  const lines = liveLines(cart);
  if (isFull(cart)) return fail('cart.full', { most: mostLines });
  if (amount <= 0) return fail('amount.invalid');
  const sum = lines.reduce<number>(
    (total, line) => total + Math.abs(lineAmounts(line).gross),
    amount,
  );
  return sum * 2 > mostMinor ? fail('amount.tooLarge', { most: mostMinor / 2 }) : done;
}

type Asking = {
  readonly purpose: 'issue' | 'addValue' | 'cashOut';
  readonly typed: string;
  readonly pin: string | null;
  /** Zero for a card that is paid out: its grant tells what is on it. */
  readonly amount: Minor;
};

/** Asks for a card that becomes a line of the open sale. */
function askLine(desk: Desk, { purpose, typed, pin, amount }: Asking): Result<void> {
  const { db, link, wake } = desk.ports;
  const reachable = mayAsk(link());
  if (!reachable.ok) return reachable;
  const number = readNumber(typed);
  if (!number.ok) return number;
  const asked = attempt(db, (): Result<void> => {
    const cart = cartOrNew(desk);
    if (!cart.ok) return cart;
    const free = mayChangeGoods(db, cart.value);
    if (!free.ok) return free;
    const fits = fitsCart(cart.value, purpose === 'cashOut' ? smallest : amount);
    if (!fits.ok) return fits;
    const { policy } = readParameters(db);
    const asking = { purpose, number: number.value, amount, pin, balance: zero };
    const kept = keepsPolicy(policy.giftCard, asking);
    if (!kept.ok) return kept;
    saveOpenCart(db, cart.value);
    showScreen(db, 'sale');
    return askFor(desk, cart.value, {
      kind: 'giftCard',
      purpose,
      number: number.value,
      pin,
      amount,
      intent: { as: 'line', amount },
    });
  });
  if (asked.ok) wake();
  return asked;
}

const smallest = minor(1);

/**
 * Sells a gift card, with a PIN where one is given, or adds value to one. Faults: instrument.offline, instrument.number, instrument.twice,
 * ask.pending, amount.invalid, amount.tooLarge, cart.full, cart.paying, pin.weak, those of `keepsPolicy`.
 */
export const sellGiftCard = (
  desk: Desk,
  purpose: 'issue' | 'addValue',
  typed: string,
  amount: Minor,
  pin: string | null = null,
): Result<void> => {
  const weak = purpose === 'issue' && pin !== null ? checkNewPin(pin, '') : done;
  return weak.ok ? askLine(desk, { purpose, typed, pin, amount }) : weak;
};

/**
 * Pays the whole rest of a gift card out in cash; how much may be on it head office has set. The line appears when the lock is granted, and the
 * cash is given at payment. Faults: instrument.offline, instrument.number, instrument.twice, ask.pending, cart.full, cart.paying.
 */
export const cashOut = (desk: Desk, typed: string, pin: string | null): Result<void> =>
  askLine(desk, { purpose: 'cashOut', typed, pin, amount: zero });
