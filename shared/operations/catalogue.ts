/** The catalogue of operations: permission, offline refusals, keys of the window and the help page are read from it. */
import { goodsOperations } from './goods.ts';
import type { CommandUse, Operation } from './operation.ts';
import { payingOperations } from './paying.ts';
import { peopleOperations } from './people.ts';
import { sellingOperations } from './selling.ts';
import { journalOperations } from './journal.ts';
import { shiftOperations } from './shift.ts';

const rows = [
  ...sellingOperations,
  ...goodsOperations,
  ...payingOperations,
  ...peopleOperations,
  ...shiftOperations,
  ...journalOperations,
] as const;

export type OperationKey = (typeof rows)[number]['key'];
export type CataloguedOperation = Operation & { readonly key: OperationKey };

/** Every operation. */
export const operations: readonly CataloguedOperation[] = rows;

/**
 * Commands that are no operation: they only move between screens, put a notice away or choose how the window looks. Those of `anybody` also
 * before somebody signed in.
 */
export const plainCommands = {
  anybody: ['language', 'theme', 'dismissWarning', 'syncNow', 'approve'],
  sellers: ['openPayment', 'closePayment', 'newSale', 'dismissRefusal', 'tourSeen'],
} as const satisfies Readonly<Record<'anybody' | 'sellers', readonly CommandUse[]>>;

const byKey = new Map(operations.map((row) => [row.key, row]));
const byId = new Map(operations.map((row) => [row.id, row]));
const byUse = new Map(operations.flatMap((row) => row.commands.map((use) => [use, row])));

/** The row of this key. */
export function operationOf(key: OperationKey): CataloguedOperation {
  const row = byKey.get(key);
  if (row === undefined) throw new Error(`the catalogue has no operation ${key}`);
  return row;
}

/** The row of this id, as faults and approvals name it; undefined for an id of nothing. */
export const operationById = (id: number): CataloguedOperation | undefined => byId.get(id);

/** The row that this use of a command belongs to; undefined for what is no operation. */
export const operationOfUse = (use: CommandUse): CataloguedOperation | undefined => byUse.get(use);
