/** What headquarters says of a shift, to be held against the Z and against the cashier's own notes. */
import { expect } from '@playwright/test';
import { books } from '../../../server/headquarters/books.ts';
import { shiftRows } from '../../../server/headquarters/shiftrows.ts';
import { postedSums } from '../../../server/headquarters/shifts.ts';
import type { ShiftReport, Shifts } from '../../../shared/bridge/shift.ts';
import { shiftFigures, type TenderFigure, type TenderKind } from '../../../shared/shift.ts';
import type { Cashier } from '../../../tools/stage/cashier.ts';
import type { Shop } from '../../../tools/stage/shop.ts';
import { taken, type Notes } from './hand.ts';

/** As text, because only the window has a `window`. */
const ask = async <Answer>({ page }: Cashier, query: string): Promise<Answer> => {
  const answer = await page.evaluate<{ readonly value?: Answer }>(
    `window.holdfast.query(${query})`,
  );
  if (!answer.value) throw new Error(`the register does not answer ${query}`);
  return answer.value;
};
export const shiftsOf = (cashier: Cashier) => ask<Shifts>(cashier, "{ query: 'shifts' }");
export const reportOf = (cashier: Cashier, shift: string | null) =>
  ask<ShiftReport>(cashier, JSON.stringify({ query: 'shiftReport', shift }));

const flow = ({ come, gone }: TenderFigure): number => come - gone;
const flows = (tenders: readonly TenderFigure[]) =>
  Object.fromEntries(tenders.map((tender) => [tender.kind, flow(tender)]));
export const kinds: readonly TenderKind[] = [
  'cash',
  'card',
  'check',
  'currency',
  'giftCard',
  'creditMemo',
];

/** The account in which headquarters keeps the money of a kind. */
const accounts = { cash: 'cash', card: 'card', check: 'check', currency: 'currency:EUR' } as const;

/** The Z, the cashier's notes, headquarters' sums of the shift and its ledger say the same of every tender. */
export async function expectAgreement(shop: Shop, z: ShiftReport, notes: Notes): Promise<void> {
  const own = flows(z.tenders);
  expect(own).toEqual(Object.fromEntries(kinds.map((kind) => [kind, taken(notes, kind)])));
  const headquarters = shop.servers.headquarters.act();
  const posted = await postedSums(headquarters.db.query, 'R-01', z.row.id);
  expect(flows(shiftFigures(posted, null).tenders)).toEqual(own);
  const found = await shiftRows(headquarters.db.query, 'R-01');
  const shifts = found.ok ? found.value.rows : [];
  expect(shifts).toMatchObject([
    { state: 'closed', agrees: true, difference: 0, total: z.row.total, sales: z.row.sales },
  ]);
  const ledger = await books(headquarters);
  const balance = (account: string): number =>
    ledger.accounts.find((row) => row.account === account)?.balance ?? 0;
  for (const [kind, account] of Object.entries(accounts))
    expect([account, balance(account)]).toEqual([account, own[kind]]);
  expect(balance('exceptions')).toBe(0);
}
