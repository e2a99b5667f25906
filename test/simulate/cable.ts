/** The cable: a bag of messages, of which the seed chooses the next one to arrive. */
import { askHave, pushAll } from '../../main/sync/push.ts';
import { giveUpAsk, hearHeld } from '../../main/sync/locks.ts';
import { findLock, openAsk } from '../../main/database/locks.ts';
import { readOpenCart } from '../../main/database/carts.ts';
import { readIdentity } from '../../main/database/identity.ts';
import { lostEntries } from '../../server/channel/lost.ts';
import { cartRequests } from '../../shared/cart.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Entry } from '../../shared/entry.ts';
import type { RequestId } from '../../shared/identity.ts';
import type { Lost, Have, Push } from '../../shared/wire/journal.ts';
import { holdSchema, heldSchema } from '../../shared/wire/grant.ts';
import { haveSchema, pushSchema } from '../../shared/wire/journal.ts';
import { store } from '../walk/histories/channel.ts';
import { count } from './coverage.ts';
import { forwardPage } from './forward.ts';
import { cutOf, isCut, sense } from './line.ts';
import { statesAfter } from './model/request.ts';
import { receiveHold, receivePost } from './office.ts';
import type { Parcel } from './parcel.ts';
import { atBranch, atRegister } from './process.ts';
import { send } from './send.ts';
import { asItLies } from './tamper.ts';
import { tillOf, type Till, type World } from './world.ts';

const endless = new AbortController().signal;

/** Takes a message out of the bag and lets it arrive. Answers what came of it, for the trace. */
export async function arrive(world: World, parcel: Parcel): Promise<string> {
  const at = world.parcels.indexOf(parcel);
  if (world.parcels.slice(0, at).some((each) => each.register === parcel.register))
    count(world.coverage, 'a message was overtaken');
  world.parcels.splice(at, 1);
  const { register } = parcel;
  if (parcel.slow !== null) return takeLong(world, parcel);
  switch (parcel.is) {
    case 'hold': {
      const hold = holdSchema.parse(structuredClone(parcel.hold));
      if (parcel.to === 'channel') {
        send(world, register, { is: 'hold', to: 'headquarters', hold });
        return 'hold up';
      }
      const held = await receiveHold(world, hold);
      if (held === null) return 'killed';
      send(world, register, { is: 'held', to: 'channel', hold, held: heldSchema.parse(held) });
      return JSON.stringify(held);
    }
    case 'held':
      if (parcel.to === 'register') return hear(world, parcel);
      send(world, register, { ...parcel, to: 'register' });
      return 'held down';
    case 'page': {
      const push = pushSchema.parse(parcel.push);
      const { branch } = tillOf(world, register);
      const have = await atBranch(world, branch, async () => store(branch.running, push));
      if (have === null) return 'killed';
      const { generation } = parcel;
      send(world, register, {
        is: 'have',
        to: 'register',
        have: haveSchema.parse(have),
        generation,
      });
      return `stored ${push.entries.length}`;
    }
    case 'have':
      return hearHave(world, parcel);
    case 'post': {
      const have = await receivePost(world, pushSchema.parse(parcel.push));
      if (have === null) return 'killed';
      const { generation } = parcel;
      const sent = parcel.push.entries.map(({ hash }) => hash);
      send(world, register, { is: 'posted', to: 'channel', have, sent, generation });
      return `posted ${parcel.push.entries.length}`;
    }
    case 'posted':
      if (parcel.generation === 0) return 'nobody waits';
      return forwardPage(world, register, parcel.have, parcel.sent);
  }
}

/** The message is still on its way when whoever waits for the answer gives up waiting; it arrives later all the same. */
async function takeLong(world: World, parcel: Parcel): Promise<string> {
  const till = tillOf(world, parcel.register);
  const isOwn = parcel.slow === parcel.register;
  const late: Parcel = { ...parcel, slow: null };
  world.parcels.push('generation' in late ? { ...late, generation: 0 } : late);
  count(
    world.coverage,
    isOwn
      ? "a message took longer than the time-out on a register's line"
      : "a message took longer than the time-out on headquarters' line",
  );
  if (parcel.is === 'hold' || parcel.is === 'held') {
    const asked = openAsk(till.machine.db)?.request;
    if (asked !== undefined && parcel.hold.wants.some(({ request }) => request === asked))
      await giveUp(world, till, asked);
  }
  sense(world, till);
  return 'takes long';
}

/** The time-outs of an ask are over. */
export async function giveUp(world: World, till: Till, request: RequestId): Promise<string> {
  const ended = await atRegister(world, till, () => giveUpAsk(till.machine.locks, request));
  if (ended === true) count(world.coverage, 'an ask was given up for lack of an answer');
  return 'given up';
}

/** The register hears what became of its wants. */
async function hear(world: World, parcel: Extract<Parcel, { is: 'held' }>): Promise<string> {
  const till = tillOf(world, parcel.register);
  const { db, locks, line } = till.machine;
  const { hold, held } = parcel;
  const before = new Map(hold.wants.map(({ request }) => [request, findLock(db, request)?.state]));
  const incarnation = readIdentity(db)?.incarnation ?? 0;
  const heard = await atRegister(world, till, () => hearHeld(locks, hold, held));
  if (heard === null) return 'killed';
  if (!heard.ok) world.flaws.push(`${till.register} could not take in HELD: ${heard.fault.code}`);
  const isActedOn = heard.ok && heard.value === 'results';
  for (const [request, outcome] of Object.entries(isActedOn ? (held.results ?? {}) : {})) {
    const was = before.get(request);
    const is = findLock(db, request)?.state ?? 'unknown';
    if (was === undefined) continue;
    const forged = parcel.forged === true;
    if (!statesAfter({ was, outcome: outcome.state, forged }).includes(is))
      world.flaws.push(
        `${till.register} heard ${forged ? 'a forged ' : ''}${outcome.state} of ${request}, which was ${was} and is ${is}`,
      );
    const cart = readOpenCart(db);
    if (is !== 'held' && cart !== null && cartRequests(cart).includes(request))
      world.flaws.push(`${till.register} has ${request} in its sale, which is ${is}`);
    if (outcome.state === 'granted' && was === 'gone')
      count(world.coverage, 'a grant arrived after its ask was given up');
    if (parcel.forged === true && outcome.state === 'granted' && was === 'asked' && is === 'gone')
      count(world.coverage, 'a forged grant was not believed');
    if (was === 'asked' && is === 'held') {
      count(world.coverage, 'a grant was given');
      if (line.link().state !== 'online')
        count(world.coverage, 'a grant arrived after the line dropped');
      if (outcome.state === 'granted' && outcome.number !== undefined)
        world.memos.push(outcome.number);
    }
    if (is === 'refused' && was === 'asked') count(world.coverage, 'an ask was refused');
    if (was === 'held' && is === 'gone')
      count(world.coverage, 'a held tender left the sale because its lock was broken');
  }
  const risen = (readIdentity(db)?.incarnation ?? 0) > incarnation;
  if (risen) count(world.coverage, 'a restored register raised its incarnation');
  if (heard.ok && heard.value === 'rolledBack' && !risen)
    world.flaws.push(`${till.register} was rolled back and kept its incarnation (6.1)`);
  return heard.ok ? heard.value : heard.fault.code;
}

/** What a register's worker reaches while an answer is being heard: the next page goes on its way and is not waited for. */
const portsOf = (world: World, till: Till) => ({
  push: async (push: Push): Promise<Result<Have>> => {
    const { generation } = till;
    const page = asItLies(till, push);
    send(world, till.register, { is: 'page', to: 'channel', push: page, generation });
    return fail('channel.unreachable');
  },
  lost: async ({ register, known }: Lost): Promise<Result<{ entries: Entry[] }>> => {
    if (isCut(cutOf(world, till.register))) return fail('channel.unreachable');
    const entries = await lostEntries(till.branch.running.db.query, register, known);
    if (entries.length > 0) count(world.coverage, 'the channel gave a register its lost entries');
    return ok({ entries });
  },
});

/** A new connection: the register asks what the channel has. */
export async function connect(world: World, till: Till): Promise<string> {
  const ports = portsOf(world, till);
  const { db, witness } = till.machine;
  await atRegister(world, till, async () => askHave(db, witness, ports, endless));
  return 'asked HAVE';
}

/** The register hears HAVE, takes in what it lost and sends the next page. */
async function hearHave(world: World, parcel: Extract<Parcel, { is: 'have' }>): Promise<string> {
  const till = tillOf(world, parcel.register);
  if (parcel.generation !== till.generation) return 'nobody waits';
  const ports = portsOf(world, till);
  const { have } = parcel;
  const { db, witness } = till.machine;
  const answered = await atRegister(world, till, async () => {
    const heard = await askHave(
      db,
      witness,
      { push: async () => ok(have), lost: ports.lost },
      endless,
    );
    return heard.ok ? pushAll(db, witness, ports, have, endless) : heard;
  });
  return answered === null ? 'killed' : answered.ok ? 'all sent' : answered.fault.code;
}
