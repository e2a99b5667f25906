/** The selling logic behind the bridge: hands each command and query to the part whose noun it is. */
import type { Command } from '../../shared/bridge/command.ts';
import type { Answers, Query, QueryName } from '../../shared/bridge/query.ts';
import type { View } from '../../shared/bridge/view.ts';
import { never, ok, type Result } from '../../shared/fault.ts';
import { categories } from '../database/catalog.ts';
import { failureOf } from '../database/failure.ts';
import { newSale, openDrawer, printAgain } from './aftersale.ts';
import { dismissRefusal } from './askview.ts';
import { approve } from './approval.ts';
import { addProduct, voidLine, voidSale } from './cart.ts';
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
import { sellGiftCard } from './giftcard.ts';
import { askBalance, findProducts, listSuspended, showSale } from './inquiry.ts';
import { payInstrument, refundInstrument } from './instrument.ts';
import { mayCommand } from './permission.ts';
import { chooseLanguage, chooseTheme } from './preference.ts';
import { settleApproval } from './record.ts';
import { discountLine, returnReceipt, setQuantity, turnLine } from './return.ts';
import { accountForRecovery } from './restored.ts';
import { scan } from './scan.ts';
import { signIn, signOut } from './signin.ts';
import { recall, suspend } from './suspend.ts';
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
import { makeView } from './view.ts';

export type Register = {
  /** Does one command. Answers from SQLite; only `syncNow` waits for the line, and `signIn` for the PIN's hash. */
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
};

function act(desk: Desk, command: Command): Result<void> | Promise<Result<void>> {
  const { db } = desk.ports;
  switch (command.command) {
    case 'signIn':
      return signIn(desk, command.staff, command.pin);
    case 'signOut':
      return signOut(desk);
    case 'approve':
      return approve(desk, command.staff, command.pin, command.operation);
    case 'scan':
      return scan(desk, command.code);
    case 'addProduct':
      return addProduct(desk, command.product);
    case 'quantity':
      return setQuantity(desk, command.line, command.quantity);
    case 'discount':
      return discountLine(desk, { ...command, move: 'discount' });
    case 'return':
      return turnLine(desk, command.line);
    case 'returnReceipt':
      return returnReceipt(desk, command.receipt, command.lines);
    case 'voidLine':
      return voidLine(desk, command.line);
    case 'voidSale':
      return voidSale(desk);
    case 'suspend':
      return suspend(desk);
    case 'recall':
      return recall(desk, command.sale);
    case 'openPayment':
      return openPayment(desk);
    case 'closePayment':
      return closePayment(desk);
    case 'payCash':
      return payCash(desk, command.amount);
    case 'payCard':
      return payCard(desk, command.amount, command.reference);
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
    case 'giftCard':
      return sellGiftCard(desk, command.purpose, command.number, command.amount);
    case 'newSale':
      return newSale(desk);
    case 'printAgain':
      return printAgain(desk);
    case 'openDrawer':
      return openDrawer(desk);
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
    case 'connection':
      return ok(connectionStatus(desk));
    case 'suspended':
      return listSuspended(desk);
    case 'sale':
      return showSale(desk, query.receipt);
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
export function createRegister(ports: Ports): Register {
  const desk = openDesk(ports);
  followLine(desk);
  accountForRecovery(desk);
  ports.db.changed.watch(() => accountForRecovery(desk));
  nameEdited(desk);
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
    linkChanged: () => followLine(desk),
    told: (result) => {
      // A register that is being closed has nothing to tell.
      if (result.ok || result.fault.code === 'database.inUse') return;
      noteFailure(desk, result);
      ports.db.changed.tell();
    },
  };
}
