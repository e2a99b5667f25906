/** What every command of the register works with: the ports that main/app joins, and the little that lives in memory only. */
import type { UnsettledCard } from '../../shared/bridge/query.ts';
import type { CartView } from '../../shared/bridge/view.ts';
import type { Fault, Result } from '../../shared/fault.ts';
import type { Chance, Clock, Instant, RequestId, SaleId, StaffId } from '../../shared/identity.ts';
import type { Excess } from '../../shared/limits.ts';
import type { Link } from '../../shared/link.ts';
import type { SignedGrant, TypedNumber } from '../../shared/lock.ts';
import type { Operation } from '../../shared/operations/operation.ts';
import type { Paper } from '../../shared/receipt.ts';
import type { CardTerminal } from '../../shared/terminal.ts';
import type { Staff } from '../../shared/staff.ts';
import type { TrainingView } from '../../shared/training.ts';
import type { Balance, Inquiry } from '../../shared/wire/grant.ts';
import type { PinChange, PinChanged } from '../../shared/wire/person.ts';
import type { StoreJournal, StoreJournalQuery, StoreSale } from '../../shared/wire/storesales.ts';
import type { SuspendedHeard } from '../../shared/wire/suspended.ts';
import type { Database } from '../database/open.ts';
import type { Witness } from '../database/witness.ts';

/** Waiting as a port: runs once after so many ms, unless the function that it returns is called. */
export type After = (ms: number, run: () => void) => () => void;

/** The way to the card terminal (cardlanes.ts). */
export type CardLanes = {
  /** Looks whether there is something to ask or to take back. */
  readonly wake: () => void;
  /** Whether an answer of the payment under way was lost. */
  readonly unsure: () => boolean;
  /** Whether the terminal was asked in vain, again and again, to take a payment back. */
  readonly stuck: () => boolean;
  readonly stop: () => void;
};

/** Training: how it begins on a real register, and what only a practice register does. */
export type Practice = {
  /** null on a real register. */
  readonly view: () => TrainingView | null;
  readonly start: (staff: StaffId) => Promise<Result<void>>;
  readonly end: () => Promise<Result<void>>;
  readonly turnLine: (up: boolean) => Result<void>;
  readonly drill: (on: boolean) => Promise<Result<void>>;
};

/** Asks the channel. Faults: channel.unreachable, those of the channel. */
export type StoreAsk = {
  readonly journal: (query: StoreJournalQuery) => Promise<Result<StoreJournal>>;
  readonly sale: (receipt: string) => Promise<Result<StoreSale>>;
  /** What other registers have suspended. */
  readonly suspended: () => Promise<Result<SuspendedHeard['others']>>;
  /** Brings another register's suspended sale here. Faults besides: cart.unknown, suspend.wanted, suspend.away, suspend.noAnswer. */
  readonly fetch: (sale: SaleId) => Promise<Result<void>>;
};

export type Ports = {
  readonly db: Database;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly link: () => Link;
  /** Shared with the sync worker, which reads the numbers of open asks from here. */
  readonly numbers: Map<RequestId, TypedNumber>;
  /** Tells the sync worker that locks changed. */
  readonly wake: () => void;
  readonly seal: (text: string) => string;
  readonly unseal: (text: string) => string;
  /** Whether headquarters signed this grant. */
  readonly verifyGrant: (signed: SignedGrant) => boolean;
  readonly witness: Witness;
  /** Devices answer what went wrong; the sale is committed before they are used. */
  readonly papers: (papers: readonly Paper[]) => Result<void> | void;
  readonly drawer: () => Result<void> | void;
  /** Makes a PDF file of this name, where this machine can. */
  readonly pdf?: ((name: string, papers: readonly Paper[]) => Promise<Result<void>>) | undefined;
  /** The card terminal, when one is configured, and the way to wait for it. */
  readonly terminal?: CardTerminal | undefined;
  readonly after?: After | undefined;
  readonly inquire: (question: Omit<Inquiry, 'register'>) => Promise<Result<Balance>>;
  /** Changes a PIN at headquarters, for all registers. */
  readonly changePin: (change: Omit<PinChange, 'register'>) => Promise<Result<PinChanged>>;
  readonly line: {
    readonly disconnect: (by: string) => void;
    readonly connect: () => void;
    readonly syncNow: () => Promise<Result<void>>;
  };
  /** What the channel knows of the store's other registers; none while this register only practises. */
  readonly store?: StoreAsk | undefined;
  readonly practice: Practice;
  readonly status: () => { readonly clockAhead: number | null };
  readonly version: string;
  /** About this machine, to be read at each start. */
  readonly warning?: Fault | null;
};

/** What another person approved: once, for one operation of one sale (null: none was open), for a minute. `used` by the command under way. */
export type Approval = {
  readonly by: Staff;
  readonly operation: number;
  readonly sale: SaleId | null;
  /** By the running clock, ms. */
  readonly until: number;
  readonly used: { readonly row: Operation; readonly excess: Excess | null } | null;
};

/** Lost with the process, on purpose: after a restart somebody signs in again, and nothing here is a fact about money. */
export type Memory = {
  staff: StaffId | null;
  approval: Approval | null;
  /** What the person at the register was last told to have approved. */
  overstepped: { readonly operation: number; readonly excess: Excess | undefined } | null;
  latest: CartView['latest'];
  /** Keyed hashes of the numbers typed for each request, so that the same card is told at once when it comes twice. */
  readonly fingerprints: Map<RequestId, string>;
  readonly fingerprintKey: string;
  /** The loss of the line that goes on now, named by its first instant, and the last one whose warning was put away. */
  loss: Instant | null;
  dismissed: Instant | null;
  /** A device or the witness file that failed after the facts were safe; shown until the cashier has read it. */
  notice: Fault | null;
  /** What the terminal said of payments that are not settled, by reference. */
  readonly cardWords: Map<string, NonNullable<UnsettledCard['said']>>;
  /** The way to the card terminal; null without one. */
  cards: CardLanes | null;
  revision: number;
};

export type Desk = { readonly ports: Ports; readonly memory: Memory };

/** A desk at which nobody has signed in yet. */
export const openDesk = (ports: Ports): Desk => ({
  ports,
  memory: {
    staff: null,
    approval: null,
    overstepped: null,
    latest: null,
    fingerprints: new Map(),
    fingerprintKey: ports.chance.id(),
    loss: null,
    dismissed: null,
    notice: ports.warning ?? null,
    cardWords: new Map(),
    cards: null,
    revision: 0,
  },
});

/** Notes what failed after the facts were safe, for the cashier to read. */
export function noteFailure(desk: Desk, told: Result<void> | void): void {
  if (told && !told.ok) desk.memory.notice = told.fault;
}

/** Whether this is a practice register, where nothing is posted. */
export const isTraining = (desk: Desk): boolean => desk.ports.practice.view() !== null;
