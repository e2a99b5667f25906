/** What an operation of the catalogue says of itself: who may do it, where, and whether it works with the line cut. */
import type { Command, CommandName } from '../bridge/command.ts';
import type { QueryName } from '../bridge/query.ts';
import type { Screen } from '../bridge/screen.ts';
import type { FaultCode } from '../fault.ts';
import type { Text } from '../identity.ts';
import type { Right } from '../limits.ts';
import type { Role } from '../staff.ts';

/** A command, or one use of it where its uses are operations of their own. */
export type CommandUse =
  | Exclude<
      CommandName,
      'giftCard' | 'payInstrument' | 'refundInstrument' | 'discount' | 'totalDiscount'
    >
  | 'giftCard:issue'
  | 'giftCard:addValue'
  | 'payInstrument:giftCard'
  | 'payInstrument:creditMemo'
  | 'refundInstrument:giftCard'
  | 'refundInstrument:creditMemo'
  | 'discount:percent'
  | 'discount:amount'
  | 'totalDiscount:percent'
  | 'totalDiscount:amount';

/** Which use of a command this one is. */
export function useOf(command: Command): CommandUse {
  switch (command.command) {
    case 'giftCard':
      return `giftCard:${command.purpose}`;
    case 'payInstrument':
      return `payInstrument:${command.kind}`;
    case 'refundInstrument':
      return `refundInstrument:${command.kind}`;
    case 'discount':
    case 'totalDiscount':
      return (command.percentOff ?? 0) === 0 && (command.amountOff ?? 0) !== 0
        ? `${command.command}:amount`
        : `${command.command}:percent`;
    default:
      return command.command;
  }
}

/** A question, or one use of it where its uses are operations of their own. */
export type QueryUse = Exclude<QueryName, 'balance'> | 'balance:giftCard' | 'balance:creditMemo';

/** Needs the real-time service, or only the channel; `fault` is what the register answers with the line cut, `why` the reason in words. */
export type NeedsLine = {
  readonly works: false;
  readonly reaches: 'realtime' | 'channel';
  readonly why: Text;
  readonly fault: FaultCode;
};
export type Offline = { readonly works: true } | NeedsLine;

export type Operation = {
  readonly key: string;
  /** The number by which Dynamics 365 Commerce knows it; from 9000 on those that it has not. */
  readonly id: number;
  readonly name: Text;
  readonly roles: readonly Role[];
  /** What the role's limits must allow besides. */
  readonly right?: Right;
  /** Whether somebody else may approve it for a person who may not. */
  readonly overridable: boolean;
  readonly offline: Offline;
  /** The screens from which it may be invoked; `signIn`: also before anybody signed in. */
  readonly where: readonly Screen[];
  readonly commands: readonly CommandUse[];
  readonly queries?: readonly QueryUse[];
  /** The key, as the help page writes it. */
  readonly keys?: string;
};

export const sellers: readonly Role[] = ['cashier', 'manager'];
export const managers: readonly Role[] = ['manager'];
export const everybody: readonly Role[] = ['cashier', 'manager', 'stock'];

export const works: Offline = { works: true };
/** Head office keeps the people; what was changed here alone would be unknown at every other register. */
export const needsHeadOffice: NeedsLine = {
  works: false,
  reaches: 'realtime',
  fault: 'operation.offline',
  why: {
    en: 'Needs head office: the change must reach every register.',
    zh: '需要总部：更改必须同步到每台收款机。',
  },
};
/** Nothing of the ledger is known here, so that neither a number nor a balance could be believed. */
export const needsLedger: NeedsLine = {
  works: false,
  reaches: 'realtime',
  fault: 'instrument.offline',
  why: {
    en: 'Needs the central ledger: only it knows whether the number is valid and what it holds.',
    zh: '需要总部账本：只有总部知道该编号是否有效以及余额。',
  },
};
/** The register that has the sale must give it up first, so that it is never with two. */
export const needsOtherRegister: NeedsLine = {
  works: false,
  reaches: 'channel',
  fault: 'channel.unreachable',
  why: {
    en: 'Needs the channel: the other register must give the sale up first.',
    zh: '需要渠道：须由对方收款机先交出该挂单。',
  },
};
