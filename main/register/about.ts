/** What a sale says besides goods and money: comments and its customer. They change nothing that is due, so money in the sale does not forbid them. */
import { saleCustomer } from '../../shared/customer.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import { next, type Move } from '../../shared/move.ts';
import { saveOpenCart } from '../database/carts.ts';
import { findCustomer } from '../database/customers.ts';
import { attempt } from '../database/transaction.ts';
import { cartOrNew, needCart } from './cart.ts';
import type { Desk } from './desk.ts';

function tell(desk: Desk, begin: boolean, move: Move): Result<void> {
  const { db } = desk.ports;
  return attempt(db, (): Result<void> => {
    const cart = begin ? cartOrNew(desk) : needCart(db);
    if (!cart.ok) return cart;
    const told = next(cart.value, move);
    if (!told.ok) return told;
    saveOpenCart(db, told.value);
    return done;
  });
}

/** Writes beside a line; empty text takes it away. Faults: line.unknown, line.instrument, comment.tooLong, cart.none. */
export const commentLine = (desk: Desk, line: number, comment: string): Result<void> =>
  tell(desk, false, { move: 'lineComment', line, comment: comment.trim() });

/** Writes on the sale. Faults: comment.tooLong, cart.none. */
export const commentSale = (desk: Desk, comment: string): Result<void> =>
  tell(desk, false, { move: 'saleComment', comment: comment.trim() });

/** Names the customer; opens a sale when there is none. Faults: customer.unknown, signIn.needed, activation.needed. */
export function nameCustomer(desk: Desk, id: string): Result<void> {
  const customer = findCustomer(desk.ports.db, id);
  if (!customer) return fail('customer.unknown');
  return tell(desk, true, { move: 'customer', customer: saleCustomer(customer) });
}

/** Sells to nobody in particular. Fault: cart.none. */
export const clearCustomer = (desk: Desk): Result<void> =>
  tell(desk, false, { move: 'customer', customer: null });
