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
