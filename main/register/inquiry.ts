/** Questions that change nothing: products, past sales, balances. */
import type { Answers, ProductTile, Query } from '../../shared/bridge/query.ts';
import { mayAsk } from '../../shared/completion.ts';
import { ok, type Result } from '../../shared/fault.ts';
import type { Product } from '../../shared/product.ts';
import { searchProducts } from '../database/catalog.ts';
import type { Desk } from './desk.ts';
import { readNumber } from './instrument.ts';
import { needStaff } from './people.ts';
import { pastSale } from './return.ts';
import { suspendedSales } from './suspend.ts';

const tile = (product: Product): ProductTile => ({
  id: product.id,
  name: product.name,
  barcode: product.barcodes[0] ?? '',
  price: product.price,
});

export const findProducts = (
  desk: Desk,
  query: Extract<Query, { query: 'products' }>,
): Result<Answers['products']> => ok(searchProducts(desk.ports.db, query).map(tile));

/** Faults: signIn.needed. */
export function listSuspended(desk: Desk): Result<Answers['suspended']> {
  const staff = needStaff(desk);
  return staff.ok ? ok(suspendedSales(desk.ports.db)) : staff;
}

/** Faults: signIn.needed, receipt.unknown. */
export function showSale(desk: Desk, receipt: string): Result<Answers['sale']> {
  const staff = needStaff(desk);
  return staff.ok ? pastSale(desk.ports.db, receipt) : staff;
}

/** Asks headquarters for a balance; nothing is locked. Faults: signIn.needed, instrument.offline, instrument.number, headquarters' own. */
export async function askBalance(
  desk: Desk,
  query: Extract<Query, { query: 'balance' }>,
): Promise<Result<Answers['balance']>> {
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const reachable = mayAsk(desk.ports.link());
  if (!reachable.ok) return reachable;
  const number = readNumber(query.number);
  if (!number.ok) return number;
  return desk.ports.inquire({ kind: query.kind, number: number.value, pin: query.pin });
}
