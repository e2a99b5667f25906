/**
 * Locks by PROTOCOL.md: requests and their states on the register, grants signed by headquarters, and the HOLD that states the complete
 * set of locks a register wants now.
 */
import { canonical } from './hash.ts';
import type { Hash, Instant, RegisterId, RequestId, SaleId, StaffId, StoreId } from './identity.ts';
import type { Fault } from './fault.ts';
import type { InstrumentKind, InstrumentRef, Purpose } from './instrument.ts';
import type { Currency, Minor } from './money.ts';

/** PROTOCOL section 3: asked -> held | refused | gone, held -> spent | gone, spent -> done. Wanted: asked, held, spent. */
export type RequestState = 'asked' | 'held' | 'refused' | 'gone' | 'spent' | 'done';

/** Headquarters' signed word (PROTOCOL section 2). All amounts in minor units of `currency`. */
export type Grant = {
  readonly epoch: number;
  /** Id of the request, and of the lock. */
  readonly request: RequestId;
  /** Fencing counter: grows with every lock of the instrument; compares as (epoch, token). */
  readonly token: number;
  readonly instrument: InstrumentRef;
  readonly purpose: Purpose;
  readonly store: StoreId;
  readonly register: RegisterId;
  readonly sale: SaleId;
  readonly balance: Minor;
  readonly currency: Currency;
  /** Last four digits and key of the number reserved for a remainder (pay with a memo) or for a memo to be issued. */
  readonly reserved: { readonly key: Hash; readonly last4: string } | null;
  /** How many postings the instrument had (PROTOCOL P3). */
  readonly version: number;
  readonly grantedAt: Instant;
};
/** `signature`: Ed25519 over `grantText(grant)`, base64. */
export type SignedGrant = { readonly grant: Grant; readonly signature: string };
export const grantText = (grant: Grant): string => canonical(grant);

/** True when token a is smaller than token b. */
export const olderToken = (
  a: { readonly epoch: number; readonly token: number },
  b: { readonly epoch: number; readonly token: number },
): boolean => a.epoch < b.epoch || (a.epoch === b.epoch && a.token < b.token);

/** One wanted request in a HOLD. `number` and `pin` only while it is *asked*, from memory. */
export type Want = {
  readonly request: RequestId;
  readonly kind: InstrumentKind;
  readonly purpose: Purpose;
  readonly sale: SaleId;
  readonly cashier: StaffId;
  readonly currency: Currency;
  /** The amount that the purpose needs, for checks such as a maximum balance; 0 when it is open. */
  readonly amount: Minor;
  readonly number?: string | undefined;
  readonly pin?: string | undefined;
  readonly grant?: SignedGrant | undefined;
};

export type HoldId = string;
export type HoldRef = { readonly incarnation: number; readonly seq: number; readonly id: HoldId };

/** HOLD register -> headquarters. `head`: newest entry of the register's journal, it stands for all before it. */
export type Hold = HoldRef & {
  readonly register: RegisterId;
  /** Ids of its predecessors back to the last one answered. */
  readonly predecessors: readonly HoldId[];
  readonly epoch: number;
  readonly head: { readonly number: number; readonly hash: Hash } | null;
  readonly wants: readonly Want[];
};

/** What became of one wanted request. `number`: the reserved memo number, for the register's voucher only; it is in no grant. */
export type Outcome =
  | { readonly state: 'granted'; readonly grant: SignedGrant; readonly number?: string | undefined }
  | { readonly state: 'refused'; readonly fault: Fault }
  | { readonly state: 'settled' | 'broken' | 'superseded' };

/** HELD headquarters -> register: `results` when the HOLD was acted on, `last` when it was not; neither when only the epoch is told. */
export type Held = {
  readonly epoch: number;
  readonly results?: Readonly<Record<RequestId, Outcome>> | undefined;
  readonly last?: HoldRef | undefined;
};

/** What a person typed for a request that is *asked*: in memory only, never on disk. A memo to be issued has no number yet. */
export type TypedNumber = { readonly number: string | null; readonly pin: string | null };
