/** Proofs for the operations on price, tax, discount, comments and customers. */
import { beer, customerAna } from '../../../make/goods.ts';
import { hundred, soap } from '../../../make/product.ts';
import { selling, type Proofs } from './proof.ts';

export const goodsProofs: Proofs = {
  priceCheck: [{ act: { query: 'priceCheck', code: soap.id } }],
  productComment: [{ ready: selling, act: { command: 'lineComment', line: 1, comment: 'gift' } }],
  priceOverride: [{ ready: selling, act: { command: 'price', line: 1, unitPrice: hundred.price } }],
  overrideTransactionTax: [{ ready: selling, act: { command: 'saleTax', tax: 'sales' } }],
  overrideLineTax: [{ ready: selling, act: { command: 'lineTax', line: 1, tax: 'sales' } }],
  totalDiscountAmount: [{ ready: selling, act: { command: 'totalDiscount', amountOff: 100 } }],
  totalDiscountPercent: [{ ready: selling, act: { command: 'totalDiscount', percentOff: 10_000 } }],
  transactionComment: [{ ready: selling, act: { command: 'saleComment', comment: 'wrapped' } }],
  customer: [{ act: { command: 'customer', customer: customerAna.id } }],
  customerSearch: [{ act: { query: 'customers', text: 'ana', limit: 9 } }],
  customerClear: [{ ready: selling, act: { command: 'clearCustomer' } }],
  ageCheck: [
    {
      ready: (bench) => bench.act({ command: 'scan', code: beer.id }),
      act: { command: 'confirmAge', birthDate: '1990-02-28' },
    },
    {
      ready: (bench) => bench.act({ command: 'scan', code: beer.id }),
      act: { command: 'refuseAge' },
    },
  ],
};
