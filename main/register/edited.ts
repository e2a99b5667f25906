/** A journal that was changed past the program: the cashier is told at start; headquarters names the record when it arrives. */
import { fail } from '../../shared/fault.ts';
import { editedEntries } from '../database/edited.ts';
import { noteFailure, type Desk } from './desk.ts';

/** Selling goes on: the goods are in the shop, and a register that refused to start would be easy to switch off by one changed byte. */
export function nameEdited(desk: Desk): void {
  const [number] = editedEntries(desk.ports.db);
  if (number !== undefined) noteFailure(desk, fail('journal.edited', { number }));
}
