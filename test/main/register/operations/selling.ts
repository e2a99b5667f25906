/** Proofs for the operations on goods. */
import { suspendedCarts } from '../../../../main/database/carts.ts';
import { falseStore } from '../../../false/otherregisters.ts';
import { soap } from '../../../make/product.ts';
import { selling, sold, type Proofs } from './proof.ts';

const store = falseStore();

export const sellingProofs: Proofs = {
  productSale: [
    { act: { command: 'scan', code: soap.id } },
    { act: { command: 'addProduct', product: soap.id } },
  ],
  voidProduct: [{ ready: selling, act: { command: 'voidLine', line: 1 } }],
  setQuantity: [
    { ready: selling, act: { command: 'quantity', line: 1, quantity: 2000 } },
    { ready: selling, act: { command: 'quantityBy', line: 1, by: 1 } },
  ],
  productSearch: [
    {
      act: { query: 'products', text: 'Product', category: null, favourites: false, limit: 9 },
    },
    { act: { query: 'categories' } },
    { act: { query: 'pictures', products: [soap.id] } },
  ],
  returnProduct: [{ ready: selling, act: { command: 'return', line: 1 } }],
  returnTransaction: [
    {
      ready: async (bench) => {
        await sold(bench);
        await bench.act({ command: 'newSale' });
      },
      act: {
        command: 'returnReceipt',
        receipt: 'R02-000001',
        lines: [{ line: 1, quantity: 1000 }],
      },
    },
    { ready: sold, act: { query: 'sale', receipt: 'R02-000001' } },
  ],
  lineDiscountAmount: [{ ready: selling, act: { command: 'discount', line: 1, amountOff: 100 } }],
  lineDiscountPercent: [
    { ready: selling, act: { command: 'discount', line: 1, percentOff: 10_000 } },
  ],
  voidTransaction: [{ ready: selling, act: { command: 'voidSale' } }],
  suspendTransaction: [{ ready: selling, act: { command: 'suspend' } }],
  recallTransaction: [
    {
      ready: async (bench) => {
        await selling(bench);
        await bench.act({ command: 'suspend' });
      },
      act: (bench) => ({ command: 'recall', sale: suspendedCarts(bench.db)[0]?.cart.sale ?? '' }),
    },
    { act: { query: 'suspended' } },
  ],
  recallFromRegister: [
    { ports: { store }, act: { command: 'recallFrom', sale: 'elsewhere' } },
    { ports: { store }, act: { query: 'storeSuspended' } },
  ],
};
