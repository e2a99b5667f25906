/** The selling logic behind the bridge: hands each command and query to the part whose noun it is. */
import type { Command } from '../../shared/bridge/command.ts';
import type { Answers, Query, QueryName } from '../../shared/bridge/query.ts';
import type { View } from '../../shared/bridge/view.ts';
import { fail, never, ok, type Result } from '../../shared/fault.ts';
import type { StaffId } from '../../shared/identity.ts';
import { categories, pictures } from '../database/catalog.ts';
import { failureOf } from '../database/failure.ts';
import { newSale, openDrawer, printAgain } from './aftersale.ts';
import { dismissRefusal } from './askview.ts';
import { approvers } from './approval.ts';
import { openCardLanes } from './cardlanes.ts';
import { askTerminal, giveUpCard } from './cardpayment.ts';
import { complete } from './commit.ts';
import {
  connect,
  connectionStatus,
  disconnect,
  dismissWarning,
  followLine,
  syncNow,
} from './connection.ts';
import { noteFailure, openDesk, type Desk, type Ports } from './desk.ts';
import { nameEdited } from './edited.ts';
import { actOnGoods } from './goods.ts';
import { cashOut, sellGiftCard } from './giftcard.ts';
import { emailReceipt, saveAsPdf } from './handout.ts';
import { askBalance, findCustomers, findProducts, listSuspended, showSale } from './inquiry.ts';
import { payInstrument, refundInstrument } from './instrument.ts';
import { actOnPeople } from './peopleacts.ts';
import { mayCommand } from './permission.ts';
import { checkPrice } from './pricecheck.ts';
import { chooseLanguage, chooseTheme } from './preference.ts';
import { settleApproval } from './record.ts';
import { returnReceipt, turnLine } from './return.ts';
import { accountForRecovery } from './restored.ts';
import { journalPage, journalSale } from './journal.ts';
import { giftReceipt, reprint } from './reprint.ts';
import { actOnShift } from './shiftacts.ts';
import { listShifts, shiftReport } from './shiftview.ts';
import { recall, suspend } from './suspend.ts';
import { recallFrom, storeSuspended } from './takeover.ts';
import {
  closePayment,
  giveUp,
  openPayment,
  payCard,
  payCash,
  payCheck,
  payCurrency,
  removeTender,
} from './tender.ts';
import { inquireCard, listUnsettled, settleCard } from './unsettledcards.ts';
import { makeView } from './view.ts';

export type Register = {
  /** Does one command. Answers from SQLite; only `syncNow`, `changePin` and `recallFrom` wait for the line, `inquireCard` for
   * the terminal, and `signIn` for the PIN's hash. */
  readonly command: (command: Command) => Promise<Result<void>>;
  readonly query: <Q extends QueryName>(
    query: Extract<Query, { query: Q }>,
  ) => Promise<Result<Answers[Q]>>;
  /** The picture of this moment. Ask again after `db.changed` and after a change of the line. */
  readonly view: () => View;
  /** The line changed: begins or ends a loss, so that its warning is given once. */
  readonly linkChanged: () => void;
  /** How work beside the counter ended: a failure is shown until the cashier has read it. */
  readonly told: (result: Result<void>) => void;
  /** Nothing of it touches the database any more. */
  readonly stop: () => void;
};

function act(desk: Desk, command: Command): Result<void> | Promise<Result<void>> {
  const { db } = desk.ports;
  switch (command.command) {
    case 'signIn':
    case 'signOut':
    case 'lock':
    case 'changePin':
    case 'approve':
    case 'tourSeen':
    case 'startTraining':
    case 'endTraining':
    case 'practiceLine':
    case 'drill':
      return actOnPeople(desk, command);
    case 'scan':
    case 'addProduct':
    case 'quantity':
    case 'quantityBy':
    case 'discount':
    case 'totalDiscount':
    case 'price':
    case 'lineComment':
    case 'saleComment':
    case 'lineTax':
    case 'saleTax':
    case 'voidLine':
    case 'voidSale':
    case 'customer':
    case 'clearCustomer':
    case 'confirmAge':
    case 'refuseAge':
      return actOnGoods(desk, command);
    case 'return':
      return turnLine(desk, command.line);
    case 'returnReceipt':
      return returnReceipt(desk, command.receipt, command.lines);
    case 'suspend':
      return suspend(desk);
    case 'recall':
      return recall(desk, command.sale);
    case 'recallFrom':
      return recallFrom(desk, command.sale);
    case 'openPayment':
      return openPayment(desk);
    case 'closePayment':
      return closePayment(desk);
    case 'payCash':
      return payCash(desk, command.amount);
    case 'payCard':
      return payCard(desk, command.amount, command.reference);
    case 'askTerminal':
      return askTerminal(desk, command.amount);
    case 'giveUpCard':
      return giveUpCard(desk);
    case 'inquireCard':
      return inquireCard(desk, command.reference);
    case 'settleCard':
      return settleCard(desk, command.reference, command.as);
    case 'payCheck':
      return payCheck(desk, command.amount, command.number);
    case 'payCurrency':
      return payCurrency(desk, command.currency, command.amount);
    case 'payInstrument':
      return payInstrument(desk, { ...command, pin: command.pin ?? null });
    case 'refundInstrument':
      return refundInstrument(desk, command.kind, command.number);
    case 'removeTender':
      return removeTender(desk, command.tender);
    case 'giveUp':
      return giveUp(desk);
    case 'complete':
      return complete(desk);
    case 'cashOut':
      return cashOut(desk, command.number, command.pin ?? null);
    case 'giftCard':
      return sellGiftCard(
        desk,
        command.purpose,
        command.number,
        command.amount,
        command.pin ?? null,
      );
    case 'newSale':
      return newSale(desk);
    case 'printAgain':
      return printAgain(desk);
    case 'savePdf':
      return saveAsPdf(desk);
    case 'emailReceipt':
      return emailReceipt(desk, command.address);
    case 'openDrawer':
      return openDrawer(desk);
    case 'reprint':
      return reprint(desk, command.receipt);
    case 'giftReceipt':
      return giftReceipt(desk, command.receipt);
    case 'openShift':
    case 'floatEntry':
    case 'tenderRemoval':
    case 'safeDrop':
    case 'bankDrop':
    case 'declareTenders':
    case 'printX':
    case 'suspendShift':
    case 'resumeShift':
    case 'blindCloseShift':
    case 'closeShift':
    case 'reprintZ':
      return actOnShift(desk, command);
    case 'dismissWarning':
      return dismissWarning(desk);
    case 'dismissRefusal':
      return dismissRefusal(desk);
    case 'syncNow':
      return syncNow(desk);
    case 'disconnect':
      return disconnect(desk);
    case 'connect':
      return connect(desk);
    case 'language':
      return chooseLanguage(db, command.language);
    case 'theme':
      return chooseTheme(db, command.theme);
    default:
      return never(command);
  }
}

function answer(
  desk: Desk,
  query: Query,
): Result<Answers[QueryName]> | Promise<Result<Answers[QueryName]>> {
  switch (query.query) {
    case 'view':
      return ok(makeView(desk));
    case 'products':
      return findProducts(desk, query);
    case 'categories':
      return ok(categories(desk.ports.db));
    case 'pictures':
      return ok(pictures(desk.ports.db, query.products));
    case 'priceCheck':
      return checkPrice(desk, query.code);
    case 'customers':
      return findCustomers(desk, query.text, query.limit);
    case 'connection':
      return ok(connectionStatus(desk));
    case 'supportBundle':
      return fail('support.failed');
    case 'approvers':
      return ok(approvers(desk, query.operation));
    case 'suspended':
      return listSuspended(desk);
    case 'storeSuspended':
      return storeSuspended(desk);
    case 'sale':
      return showSale(desk, query.receipt);
    case 'journal':
      return journalPage(desk, query);
    case 'journalSale':
      return journalSale(desk, query.receipt);
    case 'cardPayments':
      return listUnsettled(desk);
    case 'shifts':
      return listShifts(desk);
    case 'shiftReport':
      return shiftReport(desk, query.shift);
    case 'balance':
      return askBalance(desk, query);
    default:
      return never(query);
  }
}

/** A failure of the disk is told to the cashier as a fault; everything else that throws is a bug and goes on. */
async function guarded<T>(work: () => Result<T> | Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    const failure = failureOf(error);
    if (failure) return { ok: false, fault: failure };
    throw error;
  }
}

/** Composes the register over its ports. Its state is the database; what it remembers besides is in `Memory`. */
export function createRegister(ports: Ports, staff: StaffId | null = null): Register {
  const desk = openDesk(ports);
  desk.memory.staff = staff;
  followLine(desk);
  accountForRecovery(desk);
  ports.db.changed.watch(() => accountForRecovery(desk));
  nameEdited(desk);
  const { terminal, after } = ports;
  if (terminal && after) desk.memory.cards = openCardLanes(desk, terminal, after);
  return {
    command: (command) =>
      guarded(async () => {
        const allowed = mayCommand(desk, command);
        if (!allowed.ok) return allowed;
        const acting = act(desk, command);
        const acted = acting instanceof Promise ? await acting : acting;
        settleApproval(desk, acted);
        return acted;
      }),
    query: <Q extends QueryName>(query: Extract<Query, { query: Q }>) =>
      guarded(() => answer(desk, query)) as Promise<Result<Answers[Q]>>,
    view: () => makeView(desk),
    stop: () => desk.memory.cards?.stop(),
    linkChanged: () => followLine(desk),
    told: (result) => {
      // A register that is being closed has nothing to tell.
      if (result.ok || result.fault.code === 'database.inUse') return;
      noteFailure(desk, result);
      ports.db.changed.tell();
    },
  };
}
