/** What a cashier does, by the commands of the window. Most of what is tried at the wrong moment is refused, and that is right. */
import { readOpenCart, suspendedCarts } from '../../main/database/carts.ts';
import { readIdentity } from '../../main/database/identity.ts';
import { findLock, openAsk } from '../../main/database/locks.ts';
import { all } from '../../main/database/statement.ts';
import type { Command } from '../../shared/bridge/command.ts';
import { cartRequests, liveLines, totals, type Cart } from '../../shared/cart.ts';
import { minor } from '../../shared/money.ts';
import { givesMemo, isInstrumentTender, paid } from '../../shared/tender.ts';
import { cardNumber } from '../server/headquarters/world.ts';
import { productId, unit } from '../walk/histories/machine.ts';
import { count } from './coverage.ts';
import { lineState } from './line.ts';
import { atRegister } from './process.ts';
import type { Step } from './steps.ts';
import { special, type Till, type World } from './world.ts';

/** Products come to 1 to so many units. */
const dearest = 25;
/** One of so many payments names an amount; the others take what is due. */
const named = 2;

/** The command of a step, or null when there is nothing that it could be done to. */
function commandOf(world: World, till: Till, { act, pick }: Step): Command | null {
  const { db } = till.machine;
  const cart = readOpenCart(db);
  const amount = pick % named === 0 ? minor(unit * (1 + (pick % 7))) : null;
  const number = (numbers: readonly string[]): string => numbers[pick % numbers.length] ?? '';
  switch (act) {
    case 'sell':
      return { command: 'addProduct', product: productId(1 + (pick % dearest)) };
    case 'return': {
      const line = cart && liveLines(cart).findLast((each) => each.kind === 'product');
      return line
        ? { command: 'return', line: line.line }
        : { command: 'addProduct', product: productId(1 + (pick % dearest)) };
    }
    case 'returnReceipt':
      return returnOf(till);
    case 'payGift':
      return { command: 'payInstrument', kind: 'giftCard', number: number(world.cards), amount };
    case 'payPin':
    case 'payWrongPin':
      return {
        command: 'payInstrument',
        kind: 'giftCard',
        number: special.pin,
        ...(pick % 9 === 0 ? {} : { pin: act === 'payPin' ? special.secret : '0000' }),
        amount: null,
      };
    case 'payExpiring':
      return { command: 'payInstrument', kind: 'giftCard', number: special.expiring, amount: null };
    case 'payUnknown': {
      world.counter += 1;
      const unknown = cardNumber(`x${world.counter}`);
      return { command: 'payInstrument', kind: 'giftCard', number: unknown, amount: null };
    }
    case 'payRest':
      return {
        command: 'payInstrument',
        kind: 'creditMemo',
        number: restFor(world, pick),
        amount: null,
      };
    case 'payMemo':
      return {
        command: 'payInstrument',
        kind: 'creditMemo',
        number: memoFor(world, pick),
        amount,
      };
    case 'issueCard':
      return {
        command: 'giftCard',
        purpose: 'issue',
        number: newCard(world, pick),
        amount: minor(unit * (5 + (pick % 20))),
      };
    case 'addValue':
      return {
        command: 'giftCard',
        purpose: 'addValue',
        number: number(world.cards),
        amount: minor(unit * (1 + (pick % 9))),
      };
    case 'refundMemo':
      return { command: 'refundInstrument', kind: 'creditMemo', number: null };
    case 'refundCard':
      return { command: 'refundInstrument', kind: 'giftCard', number: number(world.cards) };
    case 'cash': {
      const due = cart === null ? 0 : totals(cart).due;
      return due === 0 ? { command: 'complete' } : { command: 'payCash', amount: minor(due) };
    }
    case 'check': {
      const due = cart === null ? 0 : totals(cart).due;
      const given = minor(due + unit * (1 + (pick % 9)));
      return due > 0 ? { command: 'payCheck', amount: given, number: '0815' } : null;
    }
    case 'complete':
      return { command: 'complete' };
    case 'removeTender': {
      const tender = cart?.tenders.find(isInstrumentTender) ?? cart?.tenders[0];
      return tender ? { command: 'removeTender', tender: tender.tender } : null;
    }
    case 'giveUp':
      return { command: 'giveUp' };
    case 'void':
      return { command: 'voidSale' };
    case 'suspend':
      return { command: 'suspend' };
    case 'recall': {
      const suspended = suspendedCarts(db);
      const chosen = suspended[pick % Math.max(1, suspended.length)];
      return chosen ? { command: 'recall', sale: chosen.cart.sale } : null;
    }
    default:
      return null;
  }
}

/** One of the first memos, which every register picks alike, or one of the newest. */
function memoFor({ memos }: World, pick: number): string {
  const which = Math.floor(pick / 2);
  return (pick % 2 === 0 ? memos[which % 4] : memos.at(-1 - (which % 3))) ?? '';
}

/** What a memo left, first of all one that is blocked. */
function restFor({ memos, model }: World, pick: number): string {
  const blocked = memos.find((number) => model.cards.get(model.names.keyOf(number))?.blocked);
  return blocked ?? memos.at(-1 - (pick % 2)) ?? '';
}

/** A number that was never sold; now and then one that is being sold elsewhere. */
function newCard(world: World, pick: number): string {
  if (pick % 5 === 0) return world.cards.at(-1) ?? '';
  world.counter += 1;
  const number = cardNumber(`n${world.counter}`);
  world.cards.push(number);
  return number;
}

function returnOf({ machine }: Till): Command | null {
  const [last] = all<{ receipt: string }>(
    machine.db,
    'SELECT receipt FROM sale ORDER BY rowid DESC LIMIT 1',
  );
  return last
    ? { command: 'returnReceipt', receipt: last.receipt, lines: [{ line: 1, quantity: 1000 }] }
    : null;
}

/** Does the cashier's step and checks what the program allowed. Answers done, the fault, or killed. */
export async function serve(world: World, till: Till, step: Step): Promise<string> {
  const command = commandOf(world, till, step);
  if (command === null) return 'nothing to do';
  const { machine } = till;
  const cart = readOpenCart(machine.db);
  const held = cart ? cartRequests(cart) : [];
  const { state } = machine.line.link();
  const before = world.committed.size;
  const isCommit = ['payCash', 'payCheck', 'complete'].includes(command.command);
  const result = await atRegister(
    world,
    till,
    async () => machine.program.command(command),
    isCommit,
  );
  if (result === null) return 'killed';
  const { coverage } = world;
  if (!result.ok) {
    if (
      result.fault.code === 'completion.notAllowed' ||
      result.fault.code === 'completion.overAmount'
    )
      count(coverage, 'an offline sale was refused by the rule');
    if (result.fault.code === 'database.full') count(coverage, 'the disk was full');
    if (result.fault.code === 'suspend.instrument')
      count(coverage, 'a sale with a lock was not suspended');
    return result.fault.code;
  }
  const isSold =
    cart !== null && world.committed.size > before && readOpenCart(machine.db) === null;
  if (isSold && isCommit) checkSold(world, till, cart, state);
  if (held.length > 0 && step.act === 'void')
    count(coverage, 'a sale was voided while it held a lock');
  if (step.act === 'removeTender' && cart?.tenders.some(isInstrumentTender))
    count(coverage, 'a tender was taken out and its lock freed');
  if (step.act === 'suspend' && (held.length > 0 || openAsk(machine.db) !== null))
    world.flaws.push(`${till.register} suspended a sale that holds a lock`);
  return 'done';
}

/** The rule of DESIGN section 6, from what the simulation itself set: line, parameters and amounts. */
function checkSold(world: World, till: Till, cart: Cart, state: string): void {
  const { coverage, flaws } = world;
  const requests = cartRequests(cart);
  if (requests.length === 0) return;
  if (requests.length > 1) count(coverage, 'a sale used several instruments');
  const { db } = till.machine;
  for (const request of requests) {
    const row = findLock(db, request);
    const { purpose, kind, state: is, grant } = row ?? {};
    if (is !== 'spent')
      flaws.push(`${till.register} sold with ${request}, which is ${is ?? 'unknown'}`);
    if (grant?.grant.sale !== cart.sale || grant.grant.register !== readIdentity(db)?.register)
      flaws.push(`${till.register} sold with the grant of another sale or register`);
    const said = world.model.locks.get(request);
    if (said && grant && said.balance !== grant.grant.balance)
      flaws.push(`${till.register} sold with a grant that headquarters never gave`);
    const tender = cart.tenders.find(
      (each) => isInstrumentTender(each) && each.request === request,
    );
    if (tender && purpose === 'pay' && tender.amount > (grant?.grant.balance ?? 0))
      flaws.push(`${till.register} took more than the grant named`);
    if (purpose === 'pay' && kind === 'creditMemo' && tender) {
      const rest = (grant?.grant.balance ?? 0) - tender.amount;
      if (rest > 0) count(coverage, 'a memo left a remainder');
      if (rest > 0 && state !== 'online') count(coverage, 'a memo left a remainder offline');
      if (grant && grant.grant.version > 0) count(coverage, 'a remainder memo paid again');
    }
    if (purpose === 'issue' && kind === 'giftCard')
      count(coverage, 'a card sold with a sale came into being');
    if (purpose === 'addValue') count(coverage, 'value was added to a card');
    if (purpose === 'issue' && kind === 'creditMemo') {
      const isChange = cart.tenders.some(givesMemo);
      count(coverage, isChange ? 'change was given as a memo' : 'a return was paid onto a memo');
      if (isChange && state !== 'online') count(coverage, 'change was given as a memo offline');
      if (isChange && paid(cart.tenders) !== totals(cart).total)
        flaws.push(`${till.register} gave change that is not what the check was too much`);
    }
    if (purpose === 'refundTo') count(coverage, 'a return was paid onto a card');
  }
  if (state === 'online') {
    if (lineState(world, till) !== 'online')
      count(
        coverage,
        'a sale was finished in the last moment before the line was known to be down',
      );
    return;
  }
  count(coverage, 'a sale was finished offline with an instrument');
  for (const kind of ['giftCard', 'creditMemo'] as const) {
    const rule = till.parameters.posting[kind];
    const amounts = [
      ...cart.tenders.filter((each) => each.kind === kind),
      ...liveLines(cart).filter((each) => each.kind === kind),
    ].map((each) => Math.abs('amount' in each ? each.amount : 0));
    const sum = amounts.reduce((total, each) => total + each, 0);
    if (amounts.length > 0 && !rule.completeOffline)
      flaws.push(`${till.register} finished a sale with a ${kind} offline against the rule`);
    if (rule.mostPerSale !== null && sum > rule.mostPerSale)
      flaws.push(`${till.register} finished a sale of ${sum} with a ${kind} offline`);
  }
}
