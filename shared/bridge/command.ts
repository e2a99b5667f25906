/** What the window may ask of the main process: commands change something and answer with a result, the new view follows by itself. */
import { z } from 'zod';
import { mostLines } from '../cart.ts';
import { minor, mostMinor } from '../money.ts';
import { currency } from '../wire/parts.ts';
import { goodsCommands } from './goods.ts';
import { journalCommands } from './journal.ts';
import { shiftCommands } from './shift.ts';

const amount = z.int().min(-mostMinor).max(mostMinor).transform(minor);
const typed = z.string().max(200);
const number = z.string().max(40);
/** PIN or password. */
const pin = z.string().max(64);
const line = z.int().min(1);

export const commandSchema = z.discriminatedUnion('command', [
  // people
  z.strictObject({ command: z.literal('signIn'), staff: typed, pin }),
  z.strictObject({ command: z.literal('signOut') }),
  z.strictObject({ command: z.literal('lock') }),
  /** The person has seen the tour. */
  z.strictObject({ command: z.literal('tourSeen') }),
  z.strictObject({ command: z.literal('startTraining') }),
  // only in training
  z.strictObject({ command: z.literal('endTraining') }),
  z.strictObject({ command: z.literal('practiceLine'), up: z.boolean() }),
  z.strictObject({ command: z.literal('drill'), on: z.boolean() }),
  z.strictObject({ command: z.literal('changePin'), pin, newPin: pin }),
  /** As another person: approves the operation (its id) once for the person at the register. */
  z.strictObject({ command: z.literal('approve'), staff: typed, pin, operation: z.int().min(0) }),
  // the cart
  ...goodsCommands,
  z.strictObject({ command: z.literal('return'), line }),
  z.strictObject({
    command: z.literal('returnReceipt'),
    receipt: typed,
    lines: z.array(z.strictObject({ line, quantity: z.int().min(1) })).max(mostLines),
  }),
  z.strictObject({ command: z.literal('suspend') }),
  z.strictObject({ command: z.literal('recall'), sale: typed }),
  /** Fetches a suspended sale of another register of the store, then recalls it. */
  z.strictObject({ command: z.literal('recallFrom'), sale: typed }),
  // payment
  z.strictObject({ command: z.literal('openPayment') }),
  z.strictObject({ command: z.literal('closePayment') }),
  z.strictObject({ command: z.literal('payCash'), amount }),
  z.strictObject({ command: z.literal('payCard'), amount, reference: typed }),
  /** Asks the card terminal; the answer arrives in the view. */
  z.strictObject({ command: z.literal('askTerminal'), amount }),
  z.strictObject({ command: z.literal('giveUpCard') }),
  z.strictObject({ command: z.literal('inquireCard'), reference: typed }),
  /** `sold`: its money belongs to a finished sale; `notPaid`: none moved; `giveBack`: the terminal is to take it back. */
  z.strictObject({
    command: z.literal('settleCard'),
    reference: typed,
    as: z.enum(['sold', 'notPaid', 'giveBack']),
  }),
  z.strictObject({ command: z.literal('payCheck'), amount, number: typed }),
  /** `amount` in minor units of that currency. */
  z.strictObject({
    command: z.literal('payCurrency'),
    currency,
    amount,
  }),
  /** `amount` null: as much as is due and the instrument holds. */
  z.strictObject({
    command: z.literal('payInstrument'),
    kind: z.enum(['giftCard', 'creditMemo']),
    number,
    pin: pin.optional(),
    amount: amount.nullable(),
  }),
  /** Gives a refund back: onto a new credit memo (no number) or an existing gift card. */
  z.strictObject({
    command: z.literal('refundInstrument'),
    kind: z.enum(['giftCard', 'creditMemo']),
    number: number.nullable(),
  }),
  z.strictObject({ command: z.literal('removeTender'), tender: z.int().min(1) }),
  /** Gives up the instrument that is being asked for. */
  z.strictObject({ command: z.literal('giveUp') }),
  z.strictObject({ command: z.literal('complete') }),
  // gift cards as goods
  z.strictObject({
    command: z.literal('giftCard'),
    purpose: z.enum(['issue', 'addValue']),
    number,
    amount,
    /** Of a card that is issued with one. */
    pin: pin.optional(),
  }),
  /** Pays the whole rest of a card out in cash. */
  z.strictObject({ command: z.literal('cashOut'), number, pin: pin.optional() }),
  // after the sale
  z.strictObject({ command: z.literal('newSale') }),
  z.strictObject({ command: z.literal('printAgain') }),
  z.strictObject({ command: z.literal('savePdf') }),
  z.strictObject({ command: z.literal('emailReceipt'), address: z.string().max(300) }),
  z.strictObject({ command: z.literal('openDrawer') }),
  ...shiftCommands,
  ...journalCommands,
  // the line
  z.strictObject({ command: z.literal('dismissWarning') }),
  z.strictObject({ command: z.literal('dismissRefusal') }),
  z.strictObject({ command: z.literal('syncNow') }),
  z.strictObject({ command: z.literal('disconnect') }),
  z.strictObject({ command: z.literal('connect') }),
  // the window
  z.strictObject({ command: z.literal('language'), language: z.enum(['en-US', 'zh-CN']) }),
  z.strictObject({ command: z.literal('theme'), theme: z.enum(['light', 'dark', 'contrast']) }),
]);
export type Command = z.infer<typeof commandSchema>;
export type CommandName = Command['command'];
