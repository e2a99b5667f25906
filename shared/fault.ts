/**
 * Expected failures. A fault is a value: a code, the facts its sentence needs, and whether trying again can help.
 * The sentences in both languages live in `renderer/text`; a test meets every code.
 */

/** Whether the same act, repeated unchanged, can succeed: `no`, `later` (when the line or another person allows it), `now`. */
export type Retry = 'no' | 'later' | 'now';

const catalogue = {
  // scanning and the cart
  'barcode.unknown': 'no',
  'barcode.invalid': 'no',
  'product.unknown': 'no',
  'quantity.invalid': 'no',
  'quantity.tooLarge': 'no',
  'discount.invalid': 'no',
  'amount.invalid': 'no',
  'amount.tooLarge': 'no',
  'line.unknown': 'no',
  'line.instrument': 'no',
  'line.returned': 'no',
  'tax.unknown': 'no',
  'comment.tooLong': 'no',
  'weight.needed': 'no',
  'customer.unknown': 'no',
  'reason.needed': 'no',
  'age.needed': 'no',
  'age.date': 'no',
  'age.tooYoung': 'no',
  'scan.half': 'now',
  'cart.none': 'no',
  'cart.empty': 'no',
  'cart.full': 'no',
  'cart.paying': 'no',
  'cart.unknown': 'no',
  'cart.open': 'no',
  'suspend.instrument': 'no',
  'suspend.tendered': 'no',
  'suspend.wanted': 'later',
  'suspend.away': 'later',
  'suspend.noAnswer': 'later',
  'receipt.unknown': 'no',
  'receipt.scanned': 'no',
  'return.tooMany': 'no',
  // shifts
  'shift.needed': 'no',
  'shift.open': 'no',
  'shift.unknown': 'no',
  'shift.uncounted': 'no',
  'shift.tooMuch': 'no',
  'shift.bag': 'no',
  // tenders
  'tender.unknown': 'no',
  'tender.full': 'no',
  'tender.nothingDue': 'no',
  'tender.over': 'no',
  'tender.short': 'no',
  'tender.direction': 'no',
  'tender.reference': 'no',
  'tender.checkNumber': 'no',
  'card.pending': 'later',
  'card.declined': 'no',
  'card.undone': 'no',
  'card.notUndone': 'later',
  'card.settled': 'no',
  'printer.unreachable': 'later',
  'printer.paper': 'later',
  'printer.cover': 'later',
  'printer.error': 'later',
  'drawer.closed': 'later',
  'terminal.none': 'no',
  'pdf.none': 'no',
  'email.address': 'no',
  'email.none': 'no',
  'terminal.unreachable': 'later',
  'terminal.answer': 'later',
  'tender.coin': 'no',
  'tender.part': 'no',
  'tender.back': 'no',
  'tender.leastPerLine': 'no',
  'tender.mostPerLine': 'no',
  'tender.mostPerSale': 'no',
  'tender.original': 'no',
  'tender.byReceipt': 'no',
  'tender.changeMemo': 'no',
  'currency.unknown': 'no',
  'drawer.full': 'no',
  // instruments, answered by headquarters
  'instrument.number': 'no',
  'instrument.unknown': 'no',
  'instrument.wrongPin': 'now',
  'instrument.pinNeeded': 'now',
  'instrument.pinLocked': 'later',
  'instrument.expired': 'no',
  'instrument.currency': 'no',
  'instrument.empty': 'no',
  'instrument.blocked': 'no',
  'instrument.exists': 'no',
  'instrument.kind': 'no',
  'instrument.tooMuch': 'no',
  'instrument.belowZero': 'no',
  'instrument.changed': 'now',
  'instrument.notExpired': 'no',
  'instrument.cashOutMost': 'no',
  'instrument.noCashOut': 'no',
  'instrument.range': 'no',
  'instrument.leastAmount': 'no',
  'instrument.oneTime': 'no',
  'instrument.locked': 'later',
  'instrument.unsettled': 'later',
  'instrument.recovery': 'later',
  // instruments, answered by the register
  'instrument.twice': 'no',
  'instrument.offline': 'later',
  'instrument.noAnswer': 'later',
  'instrument.ownSale': 'later',
  'ask.pending': 'later',
  'ask.none': 'no',
  'lock.broken': 'no',
  'grant.invalid': 'no',
  // finishing offline
  'completion.notAllowed': 'later',
  'completion.overAmount': 'later',
  'completion.overHours': 'later',
  'completion.overPending': 'later',
  'completion.unverified': 'later',
  // people
  'signIn.needed': 'no',
  'signIn.unknown': 'no',
  'signIn.wrongPin': 'now',
  'signIn.lockedOut': 'later',
  'signIn.stale': 'later',
  'signIn.heldBy': 'no',
  'signOut.openSale': 'no',
  'pin.weak': 'now',
  'pin.twice': 'now',
  'operation.offline': 'later',
  'training.on': 'no',
  'training.none': 'no',
  'permission.denied': 'no',
  'permission.override': 'later',
  'approval.self': 'no',
  // lines
  'channel.unreachable': 'later',
  'channel.disconnected': 'later',
  'channel.refused': 'no',
  'channel.certificate': 'later',
  'channel.pin': 'later',
  'service.busy': 'later',
  'realtime.unreachable': 'later',
  'wire.malformed': 'no',
  'wire.version': 'no',
  'device.unknown': 'no',
  'activation.code': 'no',
  'activation.wait': 'later',
  'activation.needed': 'no',
  'entry.hash': 'no',
  'entry.unreadable': 'no',
  'entry.predecessor': 'later',
  'journal.edited': 'no',
  // head office
  'key.reused': 'no',
  'parameters.invalid': 'no',
  'parameters.conflict': 'now',
  'master.conflict': 'now',
  'master.exists': 'no',
  'master.invalid': 'no',
  'tax.used': 'no',
  'import.flawed': 'no',
  'import.unreadable': 'no',

  'account.signIn': 'now',
  'account.denied': 'no',
  'lock.none': 'no',
  'repair.none': 'no',
  'repair.foreign': 'no',
  'repair.invalid': 'now',
  'repair.predecessor': 'now',
  'repair.flawed': 'now',
  'lock.secondPerson': 'no',
  // the machine
  'bridge.malformed': 'no',
  'database.inUse': 'later',
  'database.newer': 'no',
  'database.damaged': 'no',
  'database.readOnly': 'later',
  'database.full': 'later',
  'folder.denied': 'later',
  'database.restored': 'no',
  'register.restored': 'no',
  'register.another': 'no',
  'update.unreachable': 'later',
  'update.refused': 'no',
  'update.older': 'no',
  'update.notInstalled': 'later',
  'update.rolledBack': 'no',
  'keystore.missing': 'no',
  'keystore.lost': 'no',
  'support.failed': 'later',
} as const satisfies Record<string, Retry>;

export type FaultCode = keyof typeof catalogue;
export const faultCodes = Object.keys(catalogue) as readonly FaultCode[];

/** Facts that the sentence names: amounts in minor units, instants as ISO 8601, names as text. */
export type FaultData = Readonly<Record<string, string | number>>;

export type Fault = { readonly code: FaultCode; readonly data: FaultData; readonly retry: Retry };
export type Ok<T> = { readonly ok: true; readonly value: T };
export type Failed = { readonly ok: false; readonly fault: Fault };
export type Result<T> = Ok<T> | Failed;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
/** The result of an act that has nothing to tell. */
export const done: Ok<void> = { ok: true, value: undefined };

/** A fault with its retry advice from the catalogue. */
export const fault = (code: FaultCode, data: FaultData = {}): Fault => ({
  code,
  data,
  retry: catalogue[code],
});

/** A failed result. */
export const fail = (code: FaultCode, data: FaultData = {}): Failed => ({
  ok: false,
  fault: fault(code, data),
});

export const isFaultCode = (text: string): text is FaultCode => Object.hasOwn(catalogue, text);

/** For a case that the types say cannot happen: a bug, so it throws. */
export const never = (value: never): never => {
  throw new Error(`impossible case: ${JSON.stringify(value)}`);
};

/** States what must be true here; a false one is a bug and throws. */
export function assert(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(`must hold: ${sentence}`);
}
