/** People who shop here and are known by name, as head office publishes them; read-only on the register. */
import type { SaleCustomer } from './cart.ts';
import type { CustomerId, Text } from './identity.ts';

export type Customer = {
  readonly id: CustomerId;
  /** The number that the customer knows: it stands on receipts. */
  readonly number: string;
  readonly name: Text;
  /** As written, with spaces and signs; empty when unknown. */
  readonly phone: string;
  readonly email: string;
  /** What their cards say when scanned. */
  readonly cards: readonly string[];
};

/** What a sale keeps of its customer. */
export const saleCustomer = ({ id, name, number }: Customer): SaleCustomer => ({
  id,
  name,
  number,
});
