/** Who may give which command, and what somebody else has approved: all of it read from the catalogue of operations. */
import type { Command } from '../../shared/bridge/command.ts';
import { assert, done, fail, ok, type FaultData, type Result } from '../../shared/fault.ts';
import type { StaffId } from '../../shared/identity.ts';
import { covers, type Excess } from '../../shared/limits.ts';
import {
  operationOf,
  operationOfUse,
  plainCommands,
  type OperationKey,
} from '../../shared/operations/catalogue.ts';
import { sellers, useOf, type Operation } from '../../shared/operations/operation.ts';
import { mayAct, mayAskFor, waitsForLine } from '../../shared/operations/standing.ts';
import type { Staff } from '../../shared/staff.ts';
import { readOpenCart } from '../database/carts.ts';
import { listStaff } from '../database/people.ts';
import type { Database } from '../database/open.ts';
import type { Desk } from './desk.ts';
import { limitsOf } from './limits.ts';
import { needStaff, signedIn } from './people.ts';

/** Who answers for it: null when the person at the register may do it, else the person who approved. */
export type Permit = { readonly by: StaffId | null };

/** Whether this person may do it alone, as far as asked. */
export function mayApprove(db: Database, staff: Staff, row: Operation, excess?: Excess): boolean {
  const limits = limitsOf(db, staff.role);
  if (!mayAct(row, staff.role, limits)) return false;
  if (excess === undefined) return true;
  return excess.of === undefined
    ? staff.role === 'manager'
    : covers(limits[excess.of], excess.asked);
}

const factsOf = (row: Operation, excess: Excess | undefined): FaultData => ({
  operation: row.id,
  ...(excess?.unit === 'percent'
    ? { limitPercent: excess.limit, askedPercent: excess.asked }
    : excess === undefined
      ? {}
      : { limitAmount: excess.limit, askedAmount: excess.asked }),
});

/**
 * Whether the operation may be done now; `excess` when it is limited for this person (asked within the limit needs nobody else). Uses up an
 * approval that was given for it: it is journalled when the command has succeeded. Faults: signIn.needed, permission.override { operation,
 * limitPercent, askedPercent or limitAmount, askedAmount } when somebody else may approve it, permission.denied { operation }.
 */
export function permit(desk: Desk, key: OperationKey, excess?: Excess): Result<Permit> {
  const staff = needStaff(desk);
  return staff.ok ? permitTo(desk, staff.value, operationOf(key), excess) : staff;
}

/** `permit` for the person who is known to be signed in. */
function permitTo(desk: Desk, staff: Staff, row: Operation, excess?: Excess): Result<Permit> {
  const { db, clock } = desk.ports;
  const { memory } = desk;
  const isBeyond = excess !== undefined && excess.asked > excess.limit;
  const beyond = isBeyond ? excess : undefined;
  if (!isBeyond && mayAct(row, staff.role, limitsOf(db, staff.role))) {
    return ok({ by: null });
  }
  const given = memory.approval;
  if (
    given?.operation === row.id &&
    given.sale === (readOpenCart(db)?.sale ?? null) &&
    clock.running() < given.until &&
    mayApprove(db, given.by, row, beyond)
  ) {
    memory.approval = { ...given, used: { row, excess: beyond ?? null } };
    return ok({ by: given.by.id });
  }
  const couldApprove = (other: Staff): boolean =>
    other.id !== staff.id && mayApprove(db, other, row, beyond);
  if (!mayAskFor(row, staff.role) || !listStaff(db).some(couldApprove)) {
    return fail('permission.denied', { operation: row.id });
  }
  memory.overstepped = { operation: row.id, excess: beyond };
  return fail('permission.override', factsOf(row, beyond));
}

/** Before any command: signed in, allowed, and not in need of a line that is cut. Faults: those of `permit`, instrument.offline. */
export function mayCommand(desk: Desk, command: Command): Result<void> {
  const use = useOf(command);
  const row = operationOfUse(use);
  const staff = signedIn(desk);
  if (row === undefined) {
    if (isIn(plainCommands.anybody, use)) return done;
    assert(isIn(plainCommands.sellers, use), `${use} is an operation or a plain command`);
    if (!staff) return fail('signIn.needed');
    return sellers.includes(staff.role) ? done : fail('permission.denied', { operation: 0 });
  }
  if (!staff) return row.where.includes('signIn') ? done : fail('signIn.needed');
  const permitted = permitTo(desk, staff, row);
  // What waits for the line says so at once; nobody is called to approve it in vain.
  const waits = waitsForLine(row, desk.ports.link());
  if (waits && (permitted.ok || permitted.fault.code === 'permission.override')) {
    return { ok: false, fault: waits };
  }
  return permitted.ok ? done : permitted;
}

const isIn = (list: readonly string[], use: string): boolean => list.includes(use);
