/** Questions that change nothing: products, past sales, balances. */
import type { Answers, ProductTile, Query } from '../../shared/bridge/query.ts';
import { mayAsk } from '../../shared/completion.ts';
import { reachesChannel } from '../../shared/link.ts';
import { ok, type Result } from '../../shared/fault.ts';
import type { Product } from '../../shared/product.ts';
import { nearProducts, searchProducts } from '../database/catalog.ts';
import { searchCustomers } from '../database/customers.ts';
import { findSale } from '../database/sales.ts';
import { keepStoreSale } from '../database/storesales.ts';
import type { Desk } from './desk.ts';
import { readNumber } from './instrument.ts';
import { needStaff } from './people.ts';
import { pastSale } from './return.ts';
import { suspendedSales } from './suspend.ts';

const tile = (product: Product, near: boolean): ProductTile => ({
  id: product.id,
  name: product.name,
  barcode: product.barcodes[0] ?? '',
  price: product.price,
  unit: product.unit ?? 'piece',
  hasPicture: product.picture !== undefined,
  near,
});

/** What was typed, or else what may have been meant. */
export function findProducts(
  desk: Desk,
  query: Extract<Query, { query: 'products' }>,
): Result<Answers['products']> {
  const { db } = desk.ports;
  const found = searchProducts(db, query);
  return found.length > 0 || query.text.trim() === ''
    ? ok(found.map((product) => tile(product, false)))
    : ok(nearProducts(db, query).map((product) => tile(product, true)));
}

/** Customers by name, number, phone or e-mail, as typed. Faults: signIn.needed. */
export function findCustomers(
  desk: Desk,
  text: string,
  limit: number,
): Result<Answers['customers']> {
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const found = searchCustomers(desk.ports.db, text, limit);
  return ok(
    found.map(({ id, number, name, phone, email }) => ({ id, number, name, phone, email })),
  );
}

/** Faults: signIn.needed. */
export function listSuspended(desk: Desk): Result<Answers['suspended']> {
  const staff = needStaff(desk);
  return staff.ok ? ok(suspendedSales(desk.ports.db)) : staff;
}

/** Faults: signIn.needed, receipt.unknown. */
export async function showSale(desk: Desk, receipt: string): Promise<Result<Answers['sale']>> {
  const { db, link, store, clock } = desk.ports;
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const typed = receipt.trim();
  const told = typed !== '' && reachesChannel(link()) ? await store?.sale(typed) : undefined;
  if (told?.ok === true) {
    // This register knows its own sales best: they may not have reached the channel yet.
    const own = findSale(db, typed);
    keepStoreSale(
      db,
      own?.receipt ?? typed,
      { ...told.value, sale: own ? null : told.value.sale },
      clock.now(),
    );
  }
  return pastSale(db, typed, told?.ok === true);
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
