/** Lines up, everything that is owed is repeated until nothing is owed any more (PROTOCOL 8.5). */
import { answerOf } from '../../main/database/answers.ts';
import { readOpenCart } from '../../main/database/carts.ts';
import { openAsk, wanted } from '../../main/database/locks.ts';
import { journalHead, pendingEntries } from '../../main/database/journal.ts';
import { hearHeld, isHoldOwed, prepareHold } from '../../main/sync/locks.ts';
import { grantingStopped } from '../../server/headquarters/recovery.ts';
import { hello, send } from '../walk/histories/channel.ts';
import { act, unwrap } from '../walk/histories/machine.ts';
import { announceRestore } from './comeback.ts';
import { compareModel } from './compare.ts';
import { hear, poll } from './answers.ts';
import { arrive } from './cable.ts';
import { forwardAll } from './forward.ts';
import { sense } from './line.ts';
import { receiveHold } from './office.ts';
import { noteJournal } from './process.ts';
import { repair } from './repair.ts';
import type { Till, World } from './world.ts';

/** More rounds than any disaster needs: each newer epoch, rollback or resend takes one. */
const mostRounds = 10;
const mostLate = 1000;

/** Heals, lets every message arrive that is still on its way, and heals again. Whoever has an open sale gives it up. */
export async function heal(world: World): Promise<void> {
  world.cuts.clear();
  const none = { fuse: null, startFuse: null, room: null };
  Object.assign(world.office, none);
  for (const till of world.tills) {
    Object.assign(till, none, { byHand: false });
    Object.assign(till.branch, none);
    till.rotten.clear();
    till.foreign = null;
    sense(world, till);
  }
  if (world.model.halted) await announceRestore(world);
  await settle(world);
  for (let left = mostLate; world.parcels.length > 0; left -= 1) {
    const [oldest] = world.parcels;
    if (oldest === undefined || left === 0) {
      world.flaws.push(`after ${mostLate} late messages there are always more`);
      return;
    }
    world.trace.push(`late ${oldest.register} ${oldest.is}: ${await arrive(world, oldest)}`);
  }
  await settle(world);
}

async function settle(world: World): Promise<void> {
  let owed: string[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const stuck: Till[] = [];
    for (const till of world.tills) if (await turn(world, till)) stuck.push(till);
    if (world.model.halted) await announceRestore(world);
    await repair(world);
    owed = await owing(world);
    for (const { register } of stuck) owed.push(`${register}'s channel cannot get rid of an entry`);
    if (owed.length === 0) return;
  }
  world.flaws.push(...owed.map((each) => `after ${mostRounds} rounds ${each}`));
}

/** What a register's worker does at a reconnect, and the channel after it. */
async function turn(world: World, till: Till): Promise<boolean> {
  const { machine, register } = till;
  const channel = till.branch.running;
  await hello(channel, machine);
  if (readOpenCart(machine.db) !== null) await act(machine, { command: 'voidSale' });
  else if (openAsk(machine.db) !== null) await act(machine, { command: 'giveUp' });
  noteJournal(world, till);
  await send(channel, machine);
  const { stuck } = await forwardAll(world, register);
  await poll(world, till.branch);
  await hear(world, till);
  const hold = prepareHold(machine.locks);
  const held = await receiveHold(world, hold);
  if (held !== null) unwrap(hearHeld(machine.locks, hold, held));
  return stuck;
}

async function owing(world: World): Promise<string[]> {
  const { office, model } = world;
  const owed: string[] = [];
  for (const { register, machine } of world.tills) {
    const { db } = machine;
    const head = journalHead(db);
    if (isHoldOwed(db)) owed.push(`${register} owes a HOLD`);
    if (pendingEntries(db).entries > 0) owed.push(`${register} owes entries`);
    if (head !== null && answerOf(db, head.hash) === null)
      owed.push(`${register} has not heard of its entry ${head.number}`);
    owed.push(...wanted(db).map((want) => `${register} still wants what is ${want.state}`));
    if (machine.witness.read().length > 0) owed.push(`${register}'s witness still holds entries`);
  }
  for (const [request, lock] of model.locks)
    if (lock.state === 'live') owed.push(`the lock ${request} lives`);
  const stopped = await grantingStopped(office.running.db.query);
  if (stopped !== null) owed.push(`headquarters grants nothing: ${stopped}`);
  world.flaws.push(...(await compareModel(world)));
  return owed;
}
