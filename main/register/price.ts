/** Another price or another tax for goods of the open sale. */
import { done, ok, type Result } from '../../shared/fault.ts';
import type { Minor } from '../../shared/money.ts';
import { next, type Move } from '../../shared/move.ts';
import type { OperationKey } from '../../shared/operations/catalogue.ts';
import type { TaxCode } from '../../shared/tax.ts';
import { changeGoods } from './cart.ts';
import type { Desk } from './desk.ts';
import { withOverride } from './override.ts';
import { permit } from './permission.ts';

/** Does the move as an operation that may need somebody else's approval. */
function changeAs(desk: Desk, key: OperationKey, move: Move): Result<void> {
  const changed = changeGoods(desk, false, (cart) => {
    const moved = next(cart, move);
    if (!moved.ok) return moved;
    const permission = permit(desk, key);
    return permission.ok ? ok(withOverride(moved.value, key, permission.value)) : permission;
  });
  return changed.ok ? done : changed;
}

/**
 * Sells a line at another price for one, or at its own again (null). Faults: line.unknown, line.instrument, line.returned, amount.invalid,
 * discount.invalid when a fixed discount is more than the new price, cart.none, cart.paying, permission.override, permission.denied.
 */
export const overridePrice = (desk: Desk, line: number, unitPrice: Minor | null): Result<void> =>
  changeAs(desk, 'priceOverride', { move: 'price', line, unitPrice });

/** Taxes a line by another code of the store, or by its own again (null). Faults: line.*, tax.unknown, cart.none, cart.paying, permission.* */
export const overrideLineTax = (desk: Desk, line: number, tax: TaxCode | null): Result<void> =>
  changeAs(desk, 'overrideLineTax', { move: 'lineTax', line, tax });

/** Taxes all goods by another code, also those that are added later, or each by its own again (null). Faults: as for a line. */
export const overrideSaleTax = (desk: Desk, tax: TaxCode | null): Result<void> =>
  changeAs(desk, 'overrideTransactionTax', { move: 'saleTax', tax });
