/** Lines up, everything that is owed is repeated until nothing is owed any more (PROTOCOL 8.5). */
import { answerOf } from '../../../main/database/answers.ts';
import { readOpenCart } from '../../../main/database/carts.ts';
import { wanted } from '../../../main/database/locks.ts';
import { journalHead, pendingEntries } from '../../../main/database/journal.ts';
import { hearHeld, isHoldOwed, prepareHold } from '../../../main/sync/locks.ts';
import { handleHold } from '../../../server/headquarters/holds.ts';
import { liveLocks } from '../../../server/headquarters/books.ts';
import { grantingStopped } from '../../../server/headquarters/recovery.ts';
import { voidSale } from './cashier.ts';
import { answer, forward, hello, send } from './channel.ts';
import { unwrap, type Machine } from './machine.ts';
import type { World } from './world.ts';

/** More rounds than any disaster needs: each newer epoch, rollback or resend takes one. */
const mostRounds = 8;

/** `voidCarts`: whoever has an open sale gives it up. Throws when something is still owed after all rounds. */
export async function heal(world: World, voidCarts: boolean): Promise<void> {
  let owed: string[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    for (const machine of world.machines.values()) await turn(world, machine, voidCarts);
    owed = await owing(world);
    if (owed.length === 0) return;
  }
  throw new Error(`after ${mostRounds} rounds: ${owed.join('; ')}`);
}

/** What a register's worker does at a reconnect, and the channel after it. */
async function turn(world: World, machine: Machine, voidCarts: boolean): Promise<void> {
  const { channel } = world;
  const headquarters = world.headquarters.now();
  await hello(channel, machine);
  if (voidCarts) await voidSale(machine);
  await send(channel, machine);
  await forward(channel, headquarters, machine.register);
  await answer(channel, headquarters, machine);
  const hold = prepareHold(machine.locks);
  unwrap(hearHeld(machine.locks, hold, unwrap(await handleHold(headquarters, hold))));
}

async function owing(world: World): Promise<string[]> {
  const headquarters = world.headquarters.now();
  const owed: string[] = [];
  for (const { register, db } of world.machines.values()) {
    const head = journalHead(db);
    const wants = readOpenCart(db) === null ? wanted(db) : [];
    if (isHoldOwed(db)) owed.push(`${register} owes a HOLD`);
    if (pendingEntries(db).entries > 0) owed.push(`${register} owes entries`);
    if (head !== null && answerOf(db, head.hash) === null)
      owed.push(`${register} has not heard of its entry ${head.number}`);
    owed.push(...wants.map((want) => `${register} still wants what is ${want.state}`));
  }
  const isSelling = [...world.machines.values()].some(({ db }) => readOpenCart(db) !== null);
  if (!isSelling && (await liveLocks(headquarters)).size > 0) owed.push('a lock lives');
  const stopped = await grantingStopped(headquarters.db.query);
  if (stopped !== null) owed.push(`headquarters grants nothing: ${stopped}`);
  return owed;
}
