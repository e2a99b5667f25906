/** The one picture of the register that the window draws. The main process makes it; the window holds no truth of its own. */
import type { CartLine, SaleCustomer, TotalOff, Totals } from '../cart.ts';
import type { Fault } from '../fault.ts';
import type { ForeignCurrency } from '../foreign.ts';
import type { Instant, Language, Text } from '../identity.ts';
import type { InstrumentKind, Purpose } from '../instrument.ts';
import type { LinkState } from '../link.ts';
import type { Currency, Minor } from '../money.ts';
import type { Paper } from '../receipt.ts';
import type { Role } from '../staff.ts';
import type { TrainingView } from '../training.ts';
import type { UpdateView } from '../update.ts';
import type { Screen } from './screen.ts';
import type { ShiftView } from './shift.ts';
import type { Reason } from '../reason.ts';
import type { ScannerProfile } from '../scanner.ts';
import type { TaxCode, TaxRate } from '../tax.ts';
import type { Tender } from '../tender.ts';

export type Theme = 'light' | 'dark' | 'contrast';
export type { Screen };

export type StaffTile = { readonly id: string; readonly name: Text; readonly role: Role };

/** A line with its amounts as shown. */
export type LineView = CartLine & {
  readonly gross: Minor;
  readonly discount: Minor;
  readonly net: Minor;
};

/** A locked instrument in the sale: since when, and whether the sale may be finished with it right now. */
export type HeldView = {
  readonly kind: InstrumentKind;
  readonly purpose: Purpose;
  readonly last4: string;
  /** Number of the tender or line that it belongs to. */
  readonly tender: number | null;
  readonly line: number | null;
  readonly amount: Minor;
  readonly balance: Minor;
  readonly lockedSince: Instant;
  /** Whether the parameter would let it be finished offline; its rule as parameter version. */
  readonly mayFinishOffline: boolean;
  /** Why the sale must wait because of it now; null when it need not. */
  readonly waits: Fault | null;
  readonly parameterVersion: number;
  /** The limits of that rule; null: none. Hours of running time since the line dropped, entries waiting to be sent. */
  readonly limits: {
    readonly mostPerSale: Minor | null;
    readonly mostHours: number | null;
    readonly mostPending: number | null;
  };
};

/**
 * A currency that the store takes, and how much of it pays what is due, in notes and coins of it; null when nothing is due, or more than money
 * can be. `quick`: round amounts above that.
 */
export type CurrencyView = ForeignCurrency & {
  readonly needed: Minor | null;
  readonly quick: readonly Minor[];
};

export type CartView = {
  readonly sale: string;
  /** Receipt number that the sale will get if it is the next one committed. */
  readonly nextReceipt: string;
  readonly lines: readonly LineView[];
  /** The line that was entered last, and whether a scan did it. */
  readonly latest: { readonly line: number; readonly scannedAt: Instant | null } | null;
  readonly tenders: readonly Tender[];
  readonly totalOff: TotalOff | null;
  /** What a total discount is taken off. */
  readonly discountBase: Minor;
  /** The tax code chosen for the whole sale, and those that may be chosen. */
  readonly tax: TaxCode | null;
  readonly taxes: readonly TaxRate[];
  readonly comment: string;
  readonly customer: SaleCustomer | null;
  /** The age that the customer must be asked for now, and the last day of birth (YYYY-MM-DD) of who has it. */
  readonly ageToAsk: {
    readonly limit: number;
    readonly bornBy: string;
    readonly lines: readonly number[];
  } | null;
  readonly held: readonly HeldView[];
  readonly totals: Totals;
  /** Banknote suggestions for what is due. */
  readonly quickCash: readonly Minor[];
  readonly currencies: readonly CurrencyView[];
  /** The smallest coin in minor units. */
  readonly coin: number;
};

/** The instrument that headquarters is being asked for. */
export type AskView = {
  readonly kind: InstrumentKind;
  readonly purpose: Purpose;
  readonly last4: string;
  readonly since: Instant;
};
/** A refused instrument, until the cashier has read it. */
export type RefusalView = {
  readonly kind: InstrumentKind;
  readonly purpose: Purpose;
  readonly last4: string;
  readonly fault: Fault;
  readonly at: Instant;
};

export type LinkView = {
  readonly state: LinkState;
  readonly since: Instant;
  readonly byHand: Text | null;
  readonly nextTry: Instant | null;
  readonly reconnectEvery: number;
  /** Milliseconds that this register's clock is ahead of head office, by the last contact; null while it is within two minutes or unknown. */
  readonly clockOff: number | null;
};
/** The disconnect warning, once per loss, until dismissed or the line is back. */
export type WarningView = { readonly since: Instant; readonly state: LinkState };

export type ReceiptView = {
  readonly receipt: string;
  readonly at: Instant;
  readonly completedOffline: boolean;
  readonly total: Minor;
  readonly tenders: readonly Tender[];
  readonly change: Minor;
  readonly memo: {
    readonly amount: Minor;
    readonly last4: string;
    readonly remainder: boolean;
  } | null;
  readonly papers: readonly Paper[];
};

/** A payment that the card terminal is being asked for. `unsure`: an answer was lost, and the register finds out. */
export type CardAskView = {
  readonly amount: Minor;
  readonly since: Instant;
  readonly unsure: boolean;
};

export type View = {
  /** Grows with every change, so that an older picture never replaces a newer one. */
  readonly revision: number;
  readonly version: string;
  readonly store: Text;
  readonly registerName: string;
  readonly currency: Currency;
  readonly language: Language;
  readonly theme: Theme;
  readonly screen: Screen;
  /** Why the register cannot sell (screen `trouble`). */
  readonly trouble: Fault | null;
  readonly link: LinkView;
  readonly pending: { readonly count: number; readonly value: Minor };
  readonly parameterVersion: number;
  readonly catalogueAt: Instant | null;
  /** When this register last heard that its products and prices are the newest; null: never. */
  readonly knownAt: Instant | null;
  readonly scanner: ScannerProfile;
  /** Why lines and sales are voided in this store. */
  readonly reasons: readonly Reason[];
  readonly staff: StaffTile | null;
  readonly people: readonly StaffTile[];
  /** Operations that the person cannot do now, by their key in the catalogue, each with the fault that a press answers. */
  /** Whether the person has not seen the tour yet. */
  readonly tour: boolean;
  /** Not null on a practice register, where nothing is posted. */
  readonly training: TrainingView | null;
  /** Who locked the register and may open it again beside a manager. */
  readonly lockedBy: StaffTile | null;
  /** Minutes without a touch or key until the window locks the register; null: never. */
  readonly idleMinutes: number | null;
  readonly barred: Readonly<Record<string, Fault>>;
  readonly cart: CartView | null;
  readonly suspended: number;
  readonly shift: ShiftView;
  readonly ask: AskView | null;
  readonly card: CardAskView | null;
  /** Card payments of which it is not known, or not certain yet, that they are settled. */
  readonly unsettledCards: number;
  /** Whether a card terminal is connected to this register. */
  readonly terminal: boolean;
  readonly refusal: RefusalView | null;
  readonly warning: WarningView | null;
  /** Something that happened by itself and that the cashier must know, such as a broken lock. */
  readonly notice: Fault | null;
  readonly receipt: ReceiptView | null;
  /** A newer version that waits on this machine. */
  readonly update: UpdateView | null;
};
