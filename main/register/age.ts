/** Checking the customer's age before goods are sold that ask for it. */
import { ageToAsk, bornBy, isBirthDate, uncheckedLines } from '../../shared/age.ts';
import type { Cart } from '../../shared/cart.ts';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import { next } from '../../shared/move.ts';
import { saveOpenCart } from '../database/carts.ts';
import { attempt } from '../database/transaction.ts';
import { changeGoods, needCart } from './cart.ts';
import type { Desk } from './desk.ts';
import { needStaff } from './people.ts';

/** The day of an instant in the register's own time zone, YYYY-MM-DD. */
export function localDay(at: Instant): string {
  const day = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** Fault: age.needed { limit } while the customer's age must still be checked. */
export function needAge(cart: Cart): Result<void> {
  const limit = ageToAsk(cart);
  return limit === null ? done : fail('age.needed', { limit });
}

/**
 * The customer is old enough for all goods of the sale: by their date of birth, or because they look clearly older (null). The date is kept
 * nowhere. Faults: cart.none, signIn.needed, age.date, age.tooYoung { limit }.
 */
export function confirmAge(desk: Desk, birthDate: string | null): Result<void> {
  const { db, clock } = desk.ports;
  return attempt(db, (): Result<void> => {
    const staff = needStaff(desk);
    if (!staff.ok) return staff;
    const cart = needCart(db);
    if (!cart.ok) return cart;
    const limit = ageToAsk(cart.value);
    if (limit === null) return done;
    if (birthDate !== null) {
      const today = localDay(clock.now());
      if (!isBirthDate(birthDate, today)) return fail('age.date');
      if (birthDate > bornBy(limit, today)) return fail('age.tooYoung', { limit });
    }
    const how = birthDate === null ? 'looksOver' : 'birthDate';
    const checked = next(cart.value, {
      move: 'checkAge',
      check: { limit, how, by: staff.value.id },
    });
    if (!checked.ok) return checked;
    saveOpenCart(db, checked.value);
    return done;
  });
}

/** The customer is too young, or nobody can tell: the goods that ask for the age are voided. Faults: cart.none, cart.paying. */
export function refuseAge(desk: Desk): Result<void> {
  const changed = changeGoods(desk, false, (cart) => {
    let left = cart;
    for (const line of uncheckedLines(cart)) {
      const voided = next(left, { move: 'voidLine', line });
      if (!voided.ok) return voided;
      left = voided.value;
    }
    return ok(left);
  });
  return changed.ok ? done : changed;
}
