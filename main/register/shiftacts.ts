/** Hands the commands of shifts to the part whose noun it is. */
import type { Command } from '../../shared/bridge/command.ts';
import { fail, never, type Result } from '../../shared/fault.ts';
import { closedShifts } from '../database/shifts.ts';
import type { Desk } from './desk.ts';
import {
  closeShift,
  declareTenders,
  leaveShift,
  openNewShift,
  printX,
  reprintZ,
  resumeShift,
} from './shift.ts';
import { moveCash } from './shiftcash.ts';

export type ShiftCommand = Extract<
  Command,
  {
    command:
      | 'openShift'
      | 'floatEntry'
      | 'tenderRemoval'
      | 'safeDrop'
      | 'bankDrop'
      | 'declareTenders'
      | 'printX'
      | 'suspendShift'
      | 'resumeShift'
      | 'blindCloseShift'
      | 'closeShift'
      | 'reprintZ';
  }
>;

export function actOnShift(desk: Desk, command: ShiftCommand): Result<void> {
  switch (command.command) {
    case 'openShift':
      return openNewShift(desk, command.amount, command.counts);
    case 'floatEntry':
      return moveCash(desk, 'float', command);
    case 'tenderRemoval':
      return moveCash(desk, 'removal', command);
    case 'safeDrop':
    case 'bankDrop':
      return moveCash(desk, command.command, command);
    case 'declareTenders':
      return declareTenders(desk, command.shift, command.tenders);
    case 'printX':
      return printX(desk);
    case 'suspendShift':
      return leaveShift(desk, 'suspended');
    case 'resumeShift':
      return resumeShift(desk, command.shift);
    case 'blindCloseShift':
      return leaveShift(desk, 'blindClosed');
    case 'closeShift':
      return closeShift(desk, command.shift);
    case 'reprintZ': {
      const shift = command.shift ?? closedShifts(desk.ports.db, 1)[0]?.id;
      return shift === undefined ? fail('shift.unknown') : reprintZ(desk, shift);
    }
    default:
      return never(command);
  }
}
