/** The steps of a history, each by the functions that the running parts would call. */
import { prepareHold, hearHeld } from '../../../main/sync/locks.ts';
import { breakLock } from '../../../server/headquarters/breaking.ts';
import { handleHold } from '../../../server/headquarters/holds.ts';
import { liveLock } from '../../../server/headquarters/locks.ts';
import { numberKey } from '../../../server/headquarters/numbers.ts';
import { assert } from '../../../shared/fault.ts';
import type { Hash } from '../../../shared/identity.ts';
import type { Held, Hold } from '../../../shared/lock.ts';
import { heldSchema, holdSchema } from '../../../shared/wire/grant.ts';
import { cardNumber } from '../../server/headquarters/world.ts';
import { add, commit, giveUp, removeTender, voidSale } from './cashier.ts';
import { answer, backUpChannel, hello, post, restoreChannel, store } from './channel.ts';
import { fileSale, flawed, misuse } from './forger.ts';
import { heal } from './heal.ts';
import { backUp, crash, loseWitness, restore, unwrap, type Machine } from './machine.ts';
import { amountAhead, flawedEntries, type Step } from './steps.ts';
import { entryNames, kindOf, named, noteEntry, type World } from './world.ts';

/** Does one step; `expect` is the caller's. */
export async function take(world: World, step: Exclude<Step, { do: 'expect' }>): Promise<void> {
  const { machines, requests, ground } = world;
  switch (step.do) {
    case 'add':
      requests.set(step.as, await present(world, step));
      return;
    case 'giveUp':
      return giveUp(named(machines, step.at), named(requests, step.req));
    case 'remove':
      return removeTender(named(machines, step.at));
    case 'void':
      return voidSale(named(machines, step.at));
    case 'commit':
      return finish(world, step);
    case 'misuse': {
      const machine = named(machines, step.at);
      const hash = await misuse(machine, named(requests, step.req), step.amount);
      return noteEntry(world, step.as, machine, hash);
    }
    case 'hold':
      return hold(world, step.at, step.as);
    case 'receive':
      return receive(world, step.msg);
    case 'answer':
      return hear(world, step.at, step.msg);
    case 'store': {
      const { register, entries } = named(world.entries, step.entry);
      await store(world.channel, { register, entries: [...entries] });
      return;
    }
    case 'post': {
      const { register, hash } = named(world.entries, step.entry);
      const names = new Set(entryNames(world).map(([, entry]) => entry));
      const isNamed = (entry: Hash): boolean => names.has(entry);
      return post(world.channel, world.headquarters.now(), register, hash, isNamed);
    }
    case 'posted':
      return answer(world.channel, world.headquarters.now(), named(machines, step.at));
    case 'hello':
      return hello(world.channel, named(machines, step.at));
    case 'crash':
      machines.set(step.at, await crash(named(machines, step.at), ground));
      return;
    case 'break':
      return breakCard(world, step.card);
    case 'backup':
      return backUpPart(world, step.of);
    case 'restore':
      return restorePart(world, step.of, step.witness);
    case 'loseWitness':
      return loseWitness(named(machines, step.at));
    case 'heal':
      return heal(world, step.voidCarts);
  }
}

const present = (world: World, step: Extract<Step, { do: 'add' }>): Promise<string> =>
  add(named(world.machines, step.at), {
    kind: kindOf(world, step.card),
    number: cardNumber(step.card),
    purpose: step.purpose,
    units: amountAhead(world.history, step),
  });

/** A sale that headquarters will find flawed is none that the program makes. */
async function finish(world: World, step: Extract<Step, { do: 'commit' }>): Promise<void> {
  const machine = named(world.machines, step.at);
  const isFlawed = flawedEntries(world.history).has(step.as);
  const hash = isFlawed ? fileSale(machine, flawed) : await commit(machine, step.amount);
  noteEntry(world, step.as, machine, hash);
}

/** The register writes the HOLD that it owes now. */
function hold(world: World, at: string, as: string): void {
  const { locks } = named(world.machines, at);
  world.messages.set(as, { hold: onWire(prepareHold(locks)), held: null });
}

const onWire = (prepared: Hold): Hold => holdSchema.parse(JSON.parse(JSON.stringify(prepared)));
const offWire = (held: Held): Held => heldSchema.parse(JSON.parse(JSON.stringify(held)));

/** Headquarters handles the HOLD, for the first time or again. */
async function receive(world: World, name: string): Promise<void> {
  const message = named(world.messages, name);
  const held = offWire(unwrap(await handleHold(world.headquarters.now(), message.hold)));
  world.messages.set(name, { ...message, held });
}

/** The register hears the newest answer to the HOLD, if there is one. */
function hear(world: World, at: string, name: string): void {
  const { locks } = named(world.machines, at);
  const message = named(world.messages, name);
  if (message.held !== null) unwrap(hearHeld(locks, message.hold, message.held));
}

async function breakCard({ headquarters }: World, card: string): Promise<void> {
  const { db, keys } = headquarters.now();
  const lock = await liveLock(db.query, numberKey(keys, cardNumber(card)));
  assert(lock !== undefined, 'there is a lock to break');
  const approved = { by: 'ruth', second: 'sam', reason: 'registerLost' };
  unwrap(await breakLock(headquarters.now(), lock.request, approved));
}

async function backUpPart(world: World, of: string): Promise<void> {
  if (of === 'headquarters') world.headquartersBackup = await world.headquarters.backup();
  else if (of === 'channel') world.channelBackup = await backUpChannel(world.channel);
  else world.copies.set(of, await backUp(named(world.machines, of)));
}

async function restorePart(world: World, of: string, noticed: boolean): Promise<void> {
  const { headquartersBackup, channelBackup, machines } = world;
  if (of === 'headquarters') {
    assert(headquartersBackup !== null, 'headquarters was backed up');
    await world.headquarters.restore(headquartersBackup);
  } else if (of === 'channel') {
    assert(channelBackup !== null, 'the channel was backed up');
    world.channel = await restoreChannel(world.channel, channelBackup, world.place);
  } else {
    const machine: Machine = named(machines, of);
    machines.set(of, await restore(machine, named(world.copies, of), noticed, world.ground));
  }
}
