/** Hands the commands of people to their parts. */
import type { Command } from '../../shared/bridge/command.ts';
import { never, type Result } from '../../shared/fault.ts';
import { approve } from './approval.ts';
import { changePin } from './changepin.ts';
import type { Desk } from './desk.ts';
import { lockRegister } from './lockscreen.ts';
import { markTourSeen } from './preference.ts';
import { signIn, signOut } from './signin.ts';
import { inTraining, startTraining } from './training.ts';

export type PeopleCommand = Extract<
  Command,
  {
    command:
      | 'signIn'
      | 'signOut'
      | 'lock'
      | 'changePin'
      | 'approve'
      | 'tourSeen'
      | 'startTraining'
      | 'endTraining'
      | 'practiceLine'
      | 'drill';
  }
>;

export function actOnPeople(
  desk: Desk,
  command: PeopleCommand,
): Result<void> | Promise<Result<void>> {
  switch (command.command) {
    case 'signIn':
      return signIn(desk, command.staff, command.pin);
    case 'signOut':
      return signOut(desk);
    case 'lock':
      return lockRegister(desk);
    case 'changePin':
      return changePin(desk, command.pin, command.newPin);
    case 'approve':
      return approve(desk, command.staff, command.pin, command.operation);
    case 'tourSeen':
      return markTourSeen(desk);
    case 'startTraining':
      return startTraining(desk);
    case 'endTraining':
      return inTraining(desk, () => desk.ports.practice.end());
    case 'practiceLine':
      return inTraining(desk, () => desk.ports.practice.turnLine(command.up));
    case 'drill':
      return inTraining(desk, () => desk.ports.practice.drill(command.on));
    default:
      return never(command);
  }
}
