/** Does one step of a history in a world. */
import { applyFeed } from '../../main/database/feed.ts';
import { openAsk, wanted } from '../../main/database/locks.ts';
import { giveUpAsk, prepareHold } from '../../main/sync/locks.ts';
import { applyParameters, parameterState } from '../../server/headquarters/parameters.ts';
import { minor } from '../../shared/money.ts';
import type { CompletionRule } from '../../shared/parameters.ts';
import { serve } from './cashier.ts';
import { arrive, connect } from './cable.ts';
import { count } from './coverage.ts';
import {
  backUpOffice,
  backUpTill,
  breakOne,
  crashBranch,
  crashOffice,
  moveClock,
  restoreChannel,
  restoreHeadquarters,
  restoreTill,
} from './disaster.ts';
import { hear, poll } from './answers.ts';
import { forwardPage } from './forward.ts';
import { cutOf, sense } from './line.ts';
import type { Parcel } from './parcel.ts';
import { atRegister, crashTill } from './process.ts';
import { send } from './send.ts';
import { backUpService } from './servers.ts';
import { cashierActs, type Step } from './steps.ts';
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
      world.cuts.set(till.branch.id, { up: false, down: true });
      return 'answers are lost';
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
      till.fuse = 1 + (pick % 40);
      return `at statement ${till.fuse}`;
    case 'diskFull':
      till.room = pick % 12;
      return `room for ${till.room}`;
    case 'forge':
      return forge(world);
    case 'fuseServers':
      if (pick % 3 === 0) till.branch.fuse = 1 + (Math.floor(pick / 3) % 16);
      else world.office.fuse = 1 + (Math.floor(pick / 3) % 60);
      return 'lit';
    case 'crashChannel':
      return crashBranch(world, till.branch);
    case 'crashHeadquarters':
      return crashOffice(world);
    case 'break':
      return breakOne(world, 'held', pick);
    case 'breakSpent':
      return breakOne(world, 'spent', pick);
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
      return restoreHeadquarters(world);
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

/** Somebody in the store's network makes a grant larger on its way. */
function forge(world: World): string {
  const at = world.parcels.findLastIndex((parcel) => parcel.is === 'held');
  const parcel = world.parcels[at];
  if (parcel?.is !== 'held') return 'nothing to forge';
  const held = structuredClone(parcel.held);
  const results = Object.fromEntries(
    Object.entries(held.results ?? {}).map(([request, outcome]) => {
      if (outcome.state !== 'granted') return [request, outcome];
      const { grant, signature } = outcome.grant;
      const balance = minor(grant.balance + 10_000);
      return [request, { ...outcome, grant: { grant: { ...grant, balance }, signature } }];
    }),
  );
  world.parcels[at] = { ...parcel, held: { ...held, results }, forged: true };
  return 'forged';
}

/** Mostly the register's own link, mostly both directions; whether the register finds out is another step. */
function cut(world: World, till: Till, pick: number): string {
  const link = pick % 3 === 0 ? till.branch.id : till.register;
  const how = Math.floor(pick / 3) % 4;
  world.cuts.set(link, { up: how !== 3, down: how !== 2 });
  return `${link} ${how}`;
}

async function timeOut(world: World, till: Till): Promise<string> {
  const asked = openAsk(till.machine.db);
  if (asked === null) return 'nothing is asked';
  const ended = await atRegister(world, till, () => giveUpAsk(till.machine.locks, asked.request));
  if (ended === true) count(world.coverage, 'an ask was given up for lack of an answer');
  return 'given up';
}

const open: CompletionRule = {
  completeOffline: true,
  mostPerSale: null,
  mostHours: null,
  mostPending: null,
};
const rules: readonly (readonly [CompletionRule, CompletionRule])[] = [
  [open, open],
  [{ ...open, completeOffline: false }, open],
  [open, { ...open, completeOffline: false }],
  [
    { ...open, mostPerSale: minor(900) },
    { ...open, mostPerSale: minor(1500) },
  ],
];

/** Head office saves and applies other parameters. */
async function changeParameters(world: World, pick: number): Promise<string> {
  const { running } = world.office;
  const { saved } = await parameterState(running.db.query);
  const [giftCard, creditMemo] = rules[pick % rules.length] ?? [open, open];
  const { offlineProfile } = saved;
  const change = { base: saved.version, posting: { giftCard, creditMemo }, offlineProfile };
  const applied = await applyParameters(running, change, 'head office');
  if (!applied.ok) return applied.fault.code;
  world.parameters = applied.value;
  world.versions.set(applied.value.version, applied.value);
  return `version ${applied.value.version}`;
}

/** The newest parameters reach the register. */
async function feed(world: World, till: Till): Promise<string> {
  const { up, down } = cutOf(world, till.register);
  if (up || down) return 'no line';
  const { db } = till.machine;
  world.counter += 1;
  const body = world.parameters;
  const row = { id: 'parameters', deleted: false, body };
  const page = {
    job: '1110' as const,
    version: 1000 + world.counter,
    full: true,
    rows: [row],
    next: null,
  };
  const isHolding = wanted(db).some((want) => want.state === 'held');
  const applied = await atRegister(world, till, async () => applyFeed(db, page));
  if (applied?.ok && isHolding)
    count(world.coverage, 'the parameters changed while a lock was held');
  return applied === null ? 'killed' : applied.ok ? `version ${body.version}` : applied.fault.code;
}
