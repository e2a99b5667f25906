/** What another person allowed in the open sale, so that the sale itself says it. */
import type { Cart } from '../../shared/cart.ts';
import type { OperationKey } from '../../shared/operations/catalogue.ts';
import type { Permit } from './permission.ts';

/** The cart that names who allowed the operation; the same cart when nobody had to. */
export const withOverride = (cart: Cart, operation: OperationKey, { by }: Permit): Cart =>
  by === null ? cart : { ...cart, overrides: [...cart.overrides, { operation, by }] };

/** Whether somebody else allowed the operation in this sale before. */
export const isAllowedAlready = (cart: Cart, operation: OperationKey): boolean =>
  cart.overrides.some((override) => override.operation === operation);
