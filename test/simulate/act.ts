/** Does one step of a history in a world. */
import { openAsk } from '../../main/database/locks.ts';
import { prepareHold } from '../../main/sync/locks.ts';
import { cashierActs } from './acts.ts';
import { hear, poll } from './answers.ts';
import { serve } from './cashier.ts';
import { arrive, connect, giveUp } from './cable.ts';
import { changeParameters, feed } from './change.ts';
import { announceRestore, crashOffice, markOffice, restoreHeadquarters } from './comeback.ts';
import { count } from './coverage.ts';
import {
  backUpOffice,
  backUpTill,
  crashBranch,
  moveClock,
  moveOfficeClock,
  restoreChannel,
  restoreTill,
} from './disaster.ts';
import { forwardPage } from './forward.ts';
import { fuseOf } from './fuse.ts';
import { sense, whole } from './line.ts';
import type { Parcel } from './parcel.ts';
import { breakOne, charge, giveRegisterUp, release } from './people.ts';
import { atRegister, crashTill } from './process.ts';
import { backUpServices, blink } from './quiet.ts';
import { send } from './send.ts';
import { backUpService, type Branch, type Office } from './servers.ts';
import type { Step } from './steps.ts';
import { damage, forge, rot, stray } from './tamper.ts';
import { tillAt, type Till, type World } from './world.ts';

/** Answers what came of it in a few words, for the trace. */
export async function take(world: World, step: Step): Promise<string> {
  const till = tillAt(world, step.at);
  const { act, pick } = step;
  if (cashierActs.has(act)) return serve(world, till, step);
  switch (act) {
    case 'hold':
      return hold(world, till);
    case 'sense':
      sense(world, till);
      return till.machine.line.link().state;
    case 'connect':
      return connect(world, till);
    case 'hear':
      return hear(world, till);
    case 'feed':
      return feed(world, till);
    case 'timeout':
      return timeOut(world, till);
    case 'deliver':
      return deliver(world, newest(world, till));
    case 'deliverOld':
      return deliver(world, world.parcels[pick % Math.max(1, world.parcels.length)]);
    case 'double':
      return double(world, pick);
    case 'lose':
      world.parcels.splice(pick % Math.max(1, world.parcels.length), 1);
      return 'lost';
    case 'cut':
      return cut(world, till, pick);
    case 'deafen':
      world.cuts.set(till.branch.id, { ...whole, down: true });
      return 'answers are lost';
    case 'slow':
      return slow(world, till, pick);
    case 'flap':
      return flap(world, till, pick);
    case 'damage':
      return damage(world);
    case 'rot':
      return rot(world, till);
    case 'stray':
      return stray(world, till, pick);
    case 'mend':
      world.cuts.delete(till.register);
      if (pick % 3 > 0) world.cuts.delete(till.branch.id);
      return 'mended';
    case 'forward':
      return forwardPage(world, till.register, null);
    case 'poll':
      return poll(world, till.branch);
    case 'parameters':
      return changeParameters(world, pick);
    case 'crash':
      await crashTill(world, till);
      return 'crashed';
    case 'fuse':
      till.fuse = fuseOf(pick, 40, 6);
      return `at ${till.fuse.unit} ${till.fuse.count}`;
    case 'fuseStart':
      till.startFuse = fuseOf(pick, 60, 8);
      await crashTill(world, till);
      return 'crashed';
    case 'diskFull':
      till.room = { database: pick % 24, files: 0 };
      return `room for ${pick % 24}`;
    case 'witnessFull':
      till.room = { database: Infinity, files: 0 };
      return 'no room for the witness';
    case 'forge':
      return forge(world);
    case 'fuseServers':
      if (pick % 2 === 0) till.branch.fuse = fuseOf(Math.floor(pick / 2), 16, 24);
      else world.office.fuse = fuseOf(Math.floor(pick / 2), 60, 90);
      return 'lit';
    case 'fuseServerStart':
      if (pick % 2 === 0) till.branch.startFuse = fuseOf(Math.floor(pick / 2), 12, 12);
      else world.office.startFuse = fuseOf(Math.floor(pick / 2), 30, 40);
      return pick % 2 === 0 ? crashBranch(world, till.branch) : crashOffice(world);
    case 'lightServerStart':
      world.office.startFuse = fuseOf(pick, 40, 60);
      return 'lit';
    case 'fullServers':
      return fill(pick % 2 === 0 ? till.branch : world.office, Math.floor(pick / 2) % 24);
    case 'crashChannel':
      return crashBranch(world, till.branch);
    case 'crashHeadquarters':
      return crashOffice(world);
    case 'break':
      return breakOne(world, 'held', pick);
    case 'breakSpent':
      return breakOne(world, 'spent', pick);
    case 'announce':
      return world.model.halted ? announceRestore(world) : 'granting goes on';
    case 'endWait':
      return giveRegisterUp(world, pick);
    case 'charge':
      return charge(world, pick);
    case 'release':
      return release(world, pick);
    case 'dayAhead':
      return moveOfficeClock(world, 1);
    case 'dayBack':
      return moveOfficeClock(world, -1);
    case 'mark':
      return markOffice(world);
    case 'clock':
      return moveClock(world, pick);
    case 'byHand':
      till.byHand = !till.byHand;
      sense(world, till);
      return till.machine.line.link().state;
    case 'backup':
      return backUpTill(till);
    case 'backupChannel':
      backUpService(till.branch);
      return 'copied';
    case 'backupHeadquarters':
      return backUpOffice(world);
    case 'restoreNoticed':
    case 'restoreSilent':
    case 'restoreBlind':
      return restoreTill(world, till, act);
    case 'restoreChannel':
      return restoreChannel(world, till.branch);
    case 'restoreHeadquarters':
      return restoreHeadquarters(world, false);
    case 'backupServices':
      return backUpServices(world);
    case 'blink':
      return blink(world);
    case 'restoreQuietly':
      return restoreHeadquarters(world, true);
    default:
      throw new Error(`nobody knows how to ${act}`);
  }
}

const newest = (world: World, till: Till): Parcel | undefined =>
  world.parcels.findLast((parcel) => parcel.register === till.register) ?? world.parcels.at(-1);

const deliver = async (world: World, parcel: Parcel | undefined): Promise<string> =>
  parcel === undefined ? 'nothing is on its way' : arrive(world, parcel);

async function hold(world: World, till: Till): Promise<string> {
  if (till.byHand) return 'by hand';
  const said = await atRegister(world, till, () => prepareHold(till.machine.locks));
  if (said === null) return 'killed';
  send(world, till.register, { is: 'hold', to: 'channel', hold: said });
  return `HOLD ${said.incarnation}.${said.seq} wants ${said.wants.length}`;
}

function double(world: World, pick: number): string {
  const parcel = world.parcels[pick % Math.max(1, world.parcels.length)];
  if (parcel === undefined) return 'nothing is on its way';
  world.counter += 1;
  world.parcels.push({ ...parcel, number: world.counter });
  count(world.coverage, 'a message was doubled');
  return parcel.is;
}

/** Mostly the register's own link, mostly both directions; whether the register finds out is another step. */
function cut(world: World, till: Till, pick: number): string {
  const link = linkOf(till, pick);
  const how = Math.floor(pick / 3) % 4;
  world.cuts.set(link, { ...whole, up: how !== 3, down: how !== 2 });
  return `${link} ${how}`;
}

const linkOf = (till: Till, pick: number): string =>
  pick % 3 === 0 ? till.branch.id : till.register;

function slow(world: World, till: Till, pick: number): string {
  const link = pick % 2 === 0 ? till.branch.id : till.register;
  world.cuts.set(link, { ...whole, slow: true });
  return link;
}

function flap(world: World, till: Till, pick: number): string {
  const link = linkOf(till, pick);
  world.cuts.set(link, { ...whole, flaps: true });
  return link;
}

async function timeOut(world: World, till: Till): Promise<string> {
  const asked = openAsk(till.machine.db);
  return asked === null ? 'nothing is asked' : giveUp(world, till, asked.request);
}

function fill(service: Branch | Office, writes: number): string {
  const most = 'id' in service ? 4 : 14;
  service.room = { database: writes % most, files: 0 };
  return `room for ${writes % most}`;
}
