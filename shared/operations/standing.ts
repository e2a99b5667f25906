/** How an operation stands for a person at this moment: free, or the fault that a press of its key would answer. */
import { fault, type Fault } from '../fault.ts';
import type { Limits } from '../limits.ts';
import { reachesChannel, reachesRealtime, type Link } from '../link.ts';
import type { Role } from '../staff.ts';
import { operations, type OperationKey } from './catalogue.ts';
import { sellers, type Operation } from './operation.ts';

/** Whether a person of the role, within these limits, may do it without asking anybody. */
export const mayAct = (row: Operation, role: Role, limits: Limits): boolean =>
  row.roles.includes(role) && (row.right === undefined || limits[row.right]);

/** Whether somebody else may approve it for a person of the role: only for one who sells. */
export const mayAskFor = (row: Operation, role: Role): boolean =>
  row.overridable && sellers.includes(role);

/** Why it waits for the line; null when it does not. */
export const waitsForLine = (row: Operation, link: Pick<Link, 'state' | 'since'>): Fault | null =>
  row.offline.works ||
  (row.offline.reaches === 'channel' ? reachesChannel(link) : reachesRealtime(link))
    ? null
    : fault(row.offline.fault, { since: link.since, operation: row.id });

export type Barred = Readonly<Partial<Record<OperationKey, Fault>>>;

/** The operations that this person cannot do now, not even with an approval, each with its fault. */
export function barredFor(
  person: { readonly role: Role; readonly limits: Limits },
  link: Pick<Link, 'state' | 'since'>,
): Barred {
  const barred: Partial<Record<OperationKey, Fault>> = {};
  for (const row of operations) {
    const denied = !mayAct(row, person.role, person.limits) && !mayAskFor(row, person.role);
    const why = denied
      ? fault('permission.denied', { operation: row.id })
      : waitsForLine(row, link);
    if (why !== null) barred[row.key] = why;
  }
  return barred;
}
