/** Proofs for the journal and what is printed of past sales. */
import { sold, type Proofs } from './proof.ts';

const receipt = 'R02-000001';
const filter = {
  text: null,
  from: null,
  to: null,
  amount: null,
  tender: null,
  cashier: null,
  state: null,
};

export const journalProofs: Proofs = {
  showJournal: [
    {
      ready: sold,
      act: { query: 'journal', scope: 'store', filter, before: null, limit: 50 },
    },
    { ready: sold, act: { query: 'journalSale', receipt } },
  ],
  reprintReceipt: [{ ready: sold, act: { command: 'reprint', receipt } }],
  giftReceipt: [{ ready: sold, act: { command: 'giftReceipt', receipt } }],
};
