/** Who may give which command. */
import type { CommandName } from '../../shared/bridge/command.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import { operations } from '../../shared/operations.ts';
import type { Role } from '../../shared/staff.ts';
import type { Desk } from './desk.ts';
import { signedIn } from './people.ts';

/** Also before somebody signs in; operation 917 is among them (DESIGN section 9). */
const open: readonly CommandName[] = [
  'signIn',
  'signOut',
  'language',
  'theme',
  'disconnect',
  'connect',
  'syncNow',
  'dismissWarning',
];
const sellers: readonly Role[] = ['cashier', 'manager'];

/** Faults: signIn.needed, permission.denied { operation } (0 for what is no operation of the catalogue). */
export function mayCommand(desk: Desk, command: CommandName): Result<void> {
  const staff = signedIn(desk);
  const free = open.includes(command);
  if (!staff) return free ? done : fail('signIn.needed');
  const operation = operations[command === 'connect' ? 'disconnect' : command];
  if (free && !operation) return done;
  return (operation?.roles ?? sellers).includes(staff.role)
    ? done
    : fail('permission.denied', { operation: operation?.id ?? 0 });
}
