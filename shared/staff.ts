/** People who sign in at a register. PINs exist only as salted, memory-hard hashes. */
import type { StaffId, Text } from './identity.ts';

export type Role = 'cashier' | 'manager' | 'stock';
export type Staff = {
  readonly id: StaffId;
  readonly name: Text;
  readonly role: Role;
  /** `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
  readonly pinHash: string;
  /** What a badge's barcode says; undefined when the person has none. */
  readonly badge?: string | undefined;
};

/** How people come and go at the registers of a store. */
export type PeopleRules = {
  /** Days after which the staff, as last confirmed by the channel, lets nobody in without the line; null: never. */
  readonly staffDays: number | null;
  /** Minutes without a touch or key after which the register locks itself; null: never. */
  readonly idleMinutes: number | null;
  /** Whether somebody may sign out and leave a sale with lines to the next person. */
  readonly signOutWithSale: 'keep' | 'refuse';
};
export const defaultPeopleRules: PeopleRules = {
  staffDays: null,
  idleMinutes: null,
  signOutWithSale: 'keep',
};
