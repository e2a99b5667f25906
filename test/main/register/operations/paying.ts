/** Proofs for the operations on money. */
import { minor } from '../../../../shared/money.ts';
import { defaultTenderPolicy } from '../../../../shared/tenderrule.ts';
import { instrumentNumber } from '../../../make/number.ts';
import { configuration } from '../../../make/place.ts';
import { askCard, doubtCards } from '../../../../main/database/cardpayments.ts';
import { ok } from '../../../../shared/fault.ts';
import type { Bench } from '../../../make/register.ts';
import { holding, paying, refunding, selling, sold, type Proofs } from './proof.ts';

const number = instrumentNumber(2);

/** At payment, with a terminal whose customer takes his time. */
async function withTerminal(bench: Bench): Promise<void> {
  const never = () => new Promise<never>(() => undefined);
  const terminal = { authorise: never, refund: never, reverse: never, inquire: never };
  Object.assign(bench.ports, { terminal });
  await paying(bench);
}

/** A payment that a restored register no longer knows for certain, and a terminal that has never heard of it. */
async function withUnclear(bench: Bench): Promise<void> {
  const inquire = async () => ok({ outcome: 'unknown' } as const);
  const never = () => new Promise<never>(() => undefined);
  Object.assign(bench.ports, {
    terminal: { authorise: never, refund: never, reverse: never, inquire },
  });
  const asked = { reference: 'card-1', sale: 'lost', amount: minor(500), currency: 'USD' };
  askCard(bench.db, { ...asked, askedAt: bench.clock.now(), original: null });
  doubtCards(bench.db);
}

export const payingProofs: Proofs = {
  askAboutCard: [
    { ready: withUnclear, act: { command: 'inquireCard', reference: 'card-1' } },
    { ready: withUnclear, act: { query: 'cardPayments' } },
  ],
  settleCardPayment: [
    {
      by: 'manager',
      ready: withUnclear,
      act: { command: 'settleCard', reference: 'card-1', as: 'sold' },
    },
  ],
  concludeTransaction: [
    {
      // A card that was locked before the cut is finished by the parameter.
      ready: (bench) => holding(bench, 10_000),
      act: { command: 'complete' },
    },
  ],
  payCash: [{ ready: paying, act: { command: 'payCash', amount: minor(10_000) } }],
  payCard: [
    { ready: paying, act: { command: 'payCard', amount: minor(10_000), reference: 'T' } },
    { ready: withTerminal, act: { command: 'askTerminal', amount: minor(10_000) } },
  ],
  payCurrency: [
    {
      ready: async (bench) => {
        await paying(bench);
        const currencies = [{ currency: 'EUR', rate: 1_000_000 }];
        const tenders = { ...defaultTenderPolicy, currencies };
        await bench.feed('1070', [
          { id: configuration.store, body: { ...configuration, tenders } },
        ]);
      },
      act: { command: 'payCurrency', currency: 'EUR', amount: minor(10_000) },
    },
  ],
  payCheck: [{ ready: paying, act: { command: 'payCheck', amount: minor(10_000), number: '7' } }],
  voidPayment: [
    {
      ready: holding,
      act: (bench) => ({ command: 'removeTender', tender: bench.cart().tenders[0]?.tender ?? 0 }),
    },
    {
      ready: async (bench) => {
        await paying(bench);
        await bench.act({ command: 'payInstrument', kind: 'giftCard', number, amount: null });
      },
      act: { command: 'giveUp' },
    },
    {
      ready: async (bench) => {
        await withTerminal(bench);
        await bench.act({ command: 'askTerminal', amount: minor(10_000) });
      },
      act: { command: 'giveUpCard' },
    },
  ],
  payCreditMemo: [
    {
      ready: paying,
      act: { command: 'payInstrument', kind: 'creditMemo', number, amount: null },
    },
  ],
  payGiftCard: [
    { ready: paying, act: { command: 'payInstrument', kind: 'giftCard', number, amount: null } },
    { ready: refunding, act: { command: 'refundInstrument', kind: 'giftCard', number } },
  ],
  cashOutGiftCard: [{ ready: selling, act: { command: 'cashOut', number } }],
  issueCreditMemo: [
    { ready: refunding, act: { command: 'refundInstrument', kind: 'creditMemo', number: null } },
  ],
  issueGiftCard: [
    {
      ready: selling,
      act: { command: 'giftCard', purpose: 'issue', number, amount: minor(5000) },
    },
  ],
  creditMemoBalance: [{ act: { query: 'balance', kind: 'creditMemo', number } }],
  addToGiftCard: [
    {
      ready: selling,
      act: { command: 'giftCard', purpose: 'addValue', number, amount: minor(5000) },
    },
  ],
  giftCardBalance: [{ act: { query: 'balance', kind: 'giftCard', number } }],
  openDrawer: [{ act: { command: 'openDrawer' } }],
  saveReceipt: [
    {
      ready: async (bench) => {
        Object.assign(bench.ports, { pdf: async () => ({ ok: true, value: undefined }) });
        await sold(bench);
      },
      act: { command: 'savePdf' },
    },
  ],
  emailReceipt: [{ ready: sold, act: { command: 'emailReceipt', address: 'a@example.com' } }],
  reprint: [{ ready: sold, act: { command: 'printAgain' } }],
};
