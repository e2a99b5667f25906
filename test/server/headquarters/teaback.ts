/** One tea of the first line of a receipt that comes back for 5.00. */
import { minor } from '../../../shared/money.ts';
import type { Move } from '../../../shared/move.ts';
import { pieces } from '../../../shared/quantity.ts';

export const teaBack = (receipt: string): Move => ({
  move: 'addProduct',
  product: {
    id: 'p1',
    name: { en: 'Tea', zh: '茶' },
    barcodes: ['1'],
    price: minor(500),
    tax: 'none',
    category: { en: 'Tea', zh: '茶' },
    favourite: false,
  },
  barcode: '1',
  quantity: pieces(-1),
  discount: minor(0),
  returnOf: { receipt, line: 1, tax: minor(0) },
});
