/** Journal entries: numbered, chained by hash, and the only thing that travels upwards. */
import { canonical, hashText } from './hash.ts';
import type { Cart } from './cart.ts';
import type { Hash, Instant, RegisterId, StaffId } from './identity.ts';
import type { Minor } from './money.ts';
import type { Paper } from './receipt.ts';
import type { Sale } from './sale.ts';
import type { ShiftEvent, ShiftId } from './shift.ts';

/** A sale that was given up: for the audit, without effect in the ledger. */
export type VoidedSale = {
  readonly cart: Cart;
  readonly total: Minor;
  readonly voidedBy: StaffId;
  /** Why, by the id of a reason; null when none is asked for. */
  readonly reason: string | null;
  /** The shift in which it was given up. */
  readonly shift?: ShiftId | null | undefined;
};
export const auditActs = [
  'drawer',
  'disconnect',
  'connect',
  'reprint',
  'restored',
  'suspend',
  'recall',
  'override',
  'unlock',
  'training',
  'email',
  'card',
] as const;
export type AuditAct = (typeof auditActs)[number];
/** Something a person did that must be accounted for: opened the drawer, approved what another may not, disconnected. */
export type Audit = {
  readonly act: AuditAct;
  readonly staff: StaffId | null;
  readonly note: string;
  /** Act `email`: the receipt, where it goes, and its paper, so that head office sends what the register would print. */
  readonly mail?:
    | { readonly receipt: string; readonly to: string; readonly paper: Paper }
    | undefined;
  readonly shift?: ShiftId | null | undefined;
};
export type EntryBody =
  | { readonly kind: 'sale'; readonly sale: Sale }
  | { readonly kind: 'void'; readonly voided: VoidedSale }
  | { readonly kind: 'audit'; readonly audit: Audit }
  | { readonly kind: 'shift'; readonly shift: ShiftEvent };

export const entryFormat = 1;
export type EntryContent = {
  readonly format: number;
  readonly register: RegisterId;
  readonly incarnation: number;
  /** Gapless per register, from 1. */
  readonly number: number;
  /** Hashes of the entries before it: one, none for the first, several after a restored backup. */
  readonly previous: readonly Hash[];
  readonly at: Instant;
  readonly body: EntryBody;
};
/** As stored and sent: the exact text, so that its hash is the same everywhere. */
export type Entry = { readonly hash: Hash; readonly content: string };
export type Head = { readonly number: number; readonly hash: Hash };

/** Seals the content: canonical text and its SHA-256. */
export function sealEntry(content: EntryContent): Entry {
  const text = canonical(content);
  return { hash: hashText(text), content: text };
}

export const isEntryIntact = (entry: Entry): boolean => hashText(entry.content) === entry.hash;

/** Receipt numbers are gapless per register and name it: R02-000482. */
export const receiptNumber = (registerName: string, sequence: number): string =>
  `${registerName.replaceAll('-', '')}-${String(sequence).padStart(6, '0')}`;

/** What headquarters answered for an entry (PROTOCOL section 2, ANSWER). */
export type AnswerState = 'posted' | 'late' | 'exception';
export type SettledAmount = {
  readonly last4: string;
  readonly taken: Minor;
  readonly missing: Minor;
};
export type Answer = {
  readonly register: RegisterId;
  readonly hash: Hash;
  readonly number: number;
  readonly state: AnswerState;
  readonly amounts: readonly SettledAmount[];
  readonly at: Instant;
};
