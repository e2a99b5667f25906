/** Somebody who edits a register's database, past what its program allows. */
import { cartSchema } from '../../../shared/wire/cart.ts';
import { closeOpenCart, saveOpenCart } from '../../../main/database/carts.ts';
import { readIdentity } from '../../../main/database/identity.ts';
import { appendEntry } from '../../../main/database/journal.ts';
import { findLock, spendLocks } from '../../../main/database/locks.ts';
import { insertSale, nextReceiptSequence } from '../../../main/database/sales.ts';
import { transaction } from '../../../main/database/transaction.ts';
import { cartRequests, totals } from '../../../shared/cart.ts';
import { receiptNumber } from '../../../shared/entry.ts';
import { assert } from '../../../shared/fault.ts';
import type { Hash, RequestId } from '../../../shared/identity.ts';
import { minor } from '../../../shared/money.ts';
import { next } from '../../../shared/move.ts';
import { seal, type Sale } from '../../../shared/sale.ts';
import { act, openCartOf, productId, unit, unwrap, type Machine } from './machine.ts';

/** A sale whose subtotal does not follow from its lines. */
export const flawed = (sale: Sale): Sale => ({ ...sale, subtotal: minor(sale.subtotal + 1) });

/** Files the open cart as a sale, changed at will, without asking whether it may be completed. Answers the entry. */
export function fileSale(machine: Machine, change: (sale: Sale) => Sale): Hash {
  const { db, witness } = machine;
  const { clock } = machine.locks;
  const identity = readIdentity(db);
  assert(identity !== null, 'the machine is a register');
  const filed = transaction(db, () => {
    const cart = openCartOf(machine);
    const requests = cartRequests(cart);
    const sale = unwrap(
      seal(cart, {
        receipt: receiptNumber(identity.registerName, nextReceiptSequence(db)),
        committedAt: clock.now(),
        grants: requests.flatMap((request) => findLock(db, request)?.grant ?? []),
        completion: {
          offline: false,
          rule: requests.length > 0 ? 'reachable' : 'noInstrument',
          link: 'online',
          linkSince: clock.now(),
          lastAnswer: null,
          parameterVersion: 1,
        },
      }),
    );
    const made = appendEntry(db, { at: clock.now(), body: { kind: 'sale', sale: change(sale) } });
    insertSale(db, sale, made.entry.hash);
    spendLocks(db, requests);
    closeOpenCart(db);
    return made;
  });
  unwrap(witness.append(filed.entry, filed.number));
  return filed.entry.hash;
}

/**
 * Uses a stored grant again in a new sale: the rows are written so that the request looks held by it. The program does not complete that
 * sale, so it is filed past the program. Answers the entry.
 */
export async function misuse(machine: Machine, request: RequestId, units: number): Promise<Hash> {
  const { db, program } = machine;
  await act(machine, { command: 'addProduct', product: productId(units) });
  const cart = openCartOf(machine);
  const grant = findLock(db, request)?.grant?.grant;
  assert(grant !== undefined, 'the grant is stored');
  const { instrument, balance, reserved } = grant;
  const tender = {
    kind: instrument.kind,
    request,
    purpose: 'pay' as const,
    last4: instrument.last4,
    amount: totals(cart).due,
    balance,
    reservedLast4: reserved?.last4 ?? null,
  };
  const edited = cartSchema.parse(unwrap(next(cart, { move: 'addTender', tender })));
  saveOpenCart(db, edited);
  db.sql.exec('CREATE TEMP TABLE edited AS SELECT * FROM lock_request');
  db.sql
    .prepare("UPDATE edited SET sale = ?, state = 'held' WHERE request = ?")
    .run(cart.sale, request);
  db.sql.prepare('DELETE FROM lock_request WHERE request = ?').run(request);
  db.sql.prepare('INSERT INTO lock_request SELECT * FROM edited WHERE request = ?').run(request);
  db.sql.exec('DROP TABLE edited');
  const answered = await program.command({ command: 'complete' });
  assert(
    !answered.ok && answered.fault.code === 'completion.unverified',
    'the program does not complete a sale with the grant of another one',
  );
  assert(totals(edited).total === units * unit, `the sale comes to ${units}`);
  return fileSale(machine, (sale) => sale);
}
