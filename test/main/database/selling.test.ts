import { expect, it } from 'vitest';
import {
  closeOpenCart,
  countSuspended,
  readOpenCart,
  saveOpenCart,
  suspendCart,
  suspendedCarts,
  takeSuspended,
} from '../../../main/database/carts.ts';
import {
  findSale,
  lastSale,
  nextReceiptSequence,
  receiptSequence,
  cameBack,
} from '../../../main/database/sales.ts';
import { run } from '../../../main/database/statement.ts';
import type { Cart } from '../../../shared/cart.ts';
import { minor, zero } from '../../../shared/money.ts';
import { pieces } from '../../../shared/quantity.ts';
import { adding, cartAfter, emptyCart, product } from '../../shared/sample.ts';
import { commit, openActivated, openFile, sellMug } from './file.ts';

const other: Cart = { ...emptyCart, sale: 'sale-2' };

it('keeps the open cart as it was saved last', () => {
  const db = openFile();
  expect(readOpenCart(db)).toBeNull();
  saveOpenCart(db, emptyCart);
  const full = cartAfter(adding('mug', 500), adding('cup', 333));
  saveOpenCart(db, full);
  expect(readOpenCart(db)).toEqual(full);
  closeOpenCart(db);
  expect(readOpenCart(db)).toBeNull();
  expect(() => closeOpenCart(db)).toThrow('open cart');
});

it('never has two open carts', () => {
  const db = openFile();
  saveOpenCart(db, emptyCart);
  expect(() => saveOpenCart(db, other)).toThrow('UNIQUE');
  suspendCart(db, '2026-11-22T10:50:00.000Z', 'mei');
  saveOpenCart(db, other);
  expect(() => takeSuspended(db, emptyCart.sale)).toThrow('UNIQUE');
  expect(readOpenCart(db)).toEqual(other);
});

it('lays carts aside, the latest first, and takes one up again', () => {
  const db = openFile();
  const full = cartAfter(adding('mug', 500));
  saveOpenCart(db, full);
  suspendCart(db, '2026-11-22T10:50:00.000Z', 'mei');
  expect(() => suspendCart(db, '2026-11-22T10:50:00.000Z', 'mei')).toThrow('open cart');
  expect(() => saveOpenCart(db, full)).toThrow('suspended');
  saveOpenCart(db, other);
  suspendCart(db, '2026-11-22T10:51:00.000Z', 'ada');
  expect(suspendedCarts(db)).toEqual([
    { cart: other, at: '2026-11-22T10:51:00.000Z', by: 'ada' },
    { cart: full, at: '2026-11-22T10:50:00.000Z', by: 'mei' },
  ]);
  expect(countSuspended(db)).toBe(2);
  expect(takeSuspended(db, 'nothing')).toBeNull();
  expect(takeSuspended(db, full.sale)).toEqual(full);
  expect(readOpenCart(db)).toEqual(full);
  expect(countSuspended(db)).toBe(1);
});

it('stops at a cart that somebody edited', () => {
  const db = openFile();
  saveOpenCart(db, cartAfter(adding('mug', 500)));
  run(db, `UPDATE cart SET body = replace(body, '"unitPrice":500', '"unitPrice":0.5')`);
  expect(() => readOpenCart(db)).toThrow('cart in the database does not fit');
});

it('finds a sale by its receipt, however it was typed', () => {
  const db = openActivated();
  expect(lastSale(db)).toBeNull();
  const first = sellMug(db, 500, 'sale-1').sale;
  const second = sellMug(db, 700, 'sale-2').sale;
  expect(first.receipt).toBe('R02-000001');
  expect(findSale(db, ' r02-000001 ')).toEqual(first);
  expect(findSale(db, 'R02-000009')).toBeNull();
  expect(lastSale(db)).toEqual(second);
});

it('numbers receipts without gaps', () => {
  const db = openActivated();
  const receipts = [1, 2, 3].map((n) => sellMug(db, 100, `sale-${n}`).sale.receipt);
  expect(receipts).toEqual(['R02-000001', 'R02-000002', 'R02-000003']);
  expect(nextReceiptSequence(db)).toBe(4);
  expect(receiptSequence('R02-1234567')).toBe(1_234_567);
  expect(receiptSequence('none')).toBe(0);
});

it('counts what came back of a line', () => {
  const db = openActivated();
  const { sale } = sellMug(db, 500, 'sale-1');
  const none = { quantity: 0, paid: 0, tax: 0 };
  expect(cameBack(db, sale.receipt, 1)).toEqual(none);
  for (const n of [2, 3]) {
    const back = cartAfter(
      {
        move: 'addProduct',
        product: product('mug', 500, 'none'),
        barcode: 'mug',
        quantity: pieces(-1),
        returnOf: { receipt: sale.receipt, line: 1, tax: zero },
      },
      { move: 'addTender', tender: { kind: 'cash', amount: minor(-500) } },
    );
    commit(db, { ...back, sale: `sale-${n}` });
  }
  const both = { quantity: 2000, paid: 1000, tax: 0 };
  expect(cameBack(db, sale.receipt.toLowerCase(), 1)).toEqual(both);
  expect(cameBack(db, sale.receipt, 2)).toEqual(none);
});
