/** How far somebody may go at this register, as head office set it for the store. */
import {
  combinedLimit,
  defaultLimits,
  limitUnits,
  type Excess,
  type Limits,
  type MeasuredLimit,
} from '../../shared/limits.ts';
import type { Role } from '../../shared/staff.ts';
import { readConfiguration } from '../database/parameters.ts';
import type { Database } from '../database/open.ts';
import type { Desk } from './desk.ts';
import { signedIn } from './people.ts';

/** The limits of a role in this store. */
export const limitsOf = (db: Database, role: Role): Limits =>
  (readConfiguration(db)?.limits ?? defaultLimits)[role];

/** What is asked, measured against the limit of the person at the register; undefined where that person has none. */
export function measure(desk: Desk, of: MeasuredLimit, asked: number): Excess | undefined {
  const staff = signedIn(desk);
  const limit = staff === null ? 0 : limitsOf(desk.ports.db, staff.role)[of];
  return limit === null ? undefined : { limit, asked, unit: limitUnits[of], of };
}

/** What both kinds of discount take together, measured against the larger of the person's limits. */
export function measureCombined(desk: Desk, asked: number): Excess | undefined {
  const staff = signedIn(desk);
  if (staff === null) return { limit: 0, asked, unit: 'percent', of: 'lineDiscountPercent' };
  const combined = combinedLimit(limitsOf(desk.ports.db, staff.role));
  return combined === null ? undefined : { ...combined, asked, unit: 'percent' };
}
