/** Headquarters' work, each piece of it foretold by the model and compared with it. */
import { receivePage } from '../../server/headquarters/entries.ts';
import { handleHold } from '../../server/headquarters/holds.ts';
import { findLock } from '../../server/headquarters/locks.ts';
import type { Held, Hold } from '../../shared/lock.ts';
import type { Have, Push } from '../../shared/wire/journal.ts';
import { count, type Case } from './coverage.ts';
import { hearAnswered, hearStored } from './answered.ts';
import { compareModel } from './compare.ts';
import { hearHold, type ModelHeld } from './model/hold.ts';
import { isRecovering } from './model/state.ts';
import { atOffice } from './process.ts';
import { special, type World } from './world.ts';

/** Headquarters handles a HOLD. Null: it was killed meanwhile, before or after it had acted. */
export async function receiveHold(world: World, hold: Hold): Promise<Held | null> {
  const asks = hold.wants.filter((want) => want.number !== undefined);
  const db = world.office.running.db.query;
  for (const ask of asks)
    if ((await findLock(db, ask.request)) === undefined)
      await noteWithdrawn(world, hold, ask.request);
  const now = world.office.ground.clock.peek();
  const answered = await atOffice(world, async () => handleHold(world.office.running, hold));
  if (answered === null) {
    await eitherWay(world, () => void hearHold(world.model, hold, now));
    return null;
  }
  const recovering = isRecovering(world.model);
  const halted = world.model.halted;
  const expected = hearHold(world.model, hold, now);
  if (world.model.halted && !halted)
    count(world.coverage, 'headquarters saw a grant that it had forgotten');
  if (!answered.ok) {
    world.flaws.push(`HOLD ${hold.id} was refused: ${answered.fault.code}`);
    return null;
  }
  world.flaws.push(
    ...differences(expected, answered.value).map((each) => `HOLD ${hold.id}: ${each}`),
    ...(await compareModel(world)),
  );
  const pins = asks.flatMap((want) => (want.number === special.pin ? want.request : []));
  noteHeld(world, expected, answered.value, recovering, pins);
  return answered.value;
}

/** Headquarters ended in the middle of something: it was done or it was not, and nothing between. */
export async function eitherWay(world: World, apply: () => void): Promise<void> {
  if ((await compareModel(world)).length > 0) apply();
  world.flaws.push(...(await compareModel(world)));
}

/** An ask that arrives in a HOLD older than the one that gave it up already. */
async function noteWithdrawn(world: World, hold: Hold, request: string): Promise<void> {
  const register = world.model.registers.get(hold.register);
  const isOlder = register?.seq !== null && register !== undefined && hold.seq < register.seq;
  if (isOlder && !world.model.locks.has(request))
    count(world.coverage, 'a withdrawal overtook its ask');
}

const refusals: Partial<Record<string, Case>> = {
  'instrument.unsettled': 'a memo was refused before its sale had arrived',
  'instrument.wrongPin': 'a wrong PIN was refused',
  'instrument.expired': 'an expired card was refused',
  'instrument.blocked': 'a blocked memo was refused',
};

function noteHeld(
  world: World,
  expected: ModelHeld,
  held: Held,
  recovering: boolean,
  pins: readonly string[],
): void {
  const { coverage } = world;
  if (expected.says === 'last')
    count(
      coverage,
      expected.why === 'older'
        ? 'a HOLD arrived after a newer one'
        : 'headquarters found a register rolled back',
    );
  if (expected.says !== 'results') return;
  if (expected.repeated) count(coverage, 'a HOLD was handled twice');
  if (expected.takenOver > 0) count(coverage, 'recovery took a forgotten lock over');
  for (const [request, outcome] of Object.entries(held.results ?? {})) {
    if (outcome.state !== 'refused') continue;
    const { code } = outcome.fault;
    if (code === 'instrument.pinLocked')
      count(
        coverage,
        pins.includes(request)
          ? 'a card took no PIN after five wrong ones'
          : 'a register named too many unknown numbers',
      );
    if (recovering && code === 'instrument.recovery') count(coverage, 'recovery refused to grant');
    if (world.model.halted && code === 'instrument.recovery')
      count(coverage, 'an unnoticed restore stopped granting');
    const met = refusals[code];
    if (met !== undefined) count(coverage, met);
  }
}

/** How the answer differs from the one that the protocol demands. */
function differences(expected: ModelHeld, held: Held): string[] {
  if (expected.says === 'epoch')
    return held.epoch === expected.epoch && !held.last && !held.results
      ? []
      : ['it must answer its epoch and nothing else'];
  if (expected.says === 'last')
    return held.last?.id === expected.id ? [] : [`it must name ${expected.id} as its newest`];
  const results = held.results ?? {};
  const names = new Set([...expected.results.keys(), ...Object.keys(results)]);
  return [...names].flatMap((request) => {
    const lock = expected.results.get(request);
    const outcome = results[request];
    const wanted = lock && { live: 'granted', freed: 'broken' }[lock.state as string];
    const state = wanted ?? lock?.state;
    if (state !== outcome?.state)
      return [
        `request ${request} must be ${state ?? 'unknown'} and is ${outcome?.state ?? 'unknown'}`,
      ];
    const fault = outcome?.state === 'refused' ? outcome.fault.code : null;
    if (fault !== (lock?.fault ?? null))
      return [
        `request ${request} must be refused as ${lock?.fault ?? 'nothing'}, not ${fault ?? 'nothing'}`,
      ];
    if (outcome?.state !== 'granted' || lock === undefined) return [];
    const { grant } = outcome.grant;
    const card = lock.card === null ? undefined : lock.balance;
    const same =
      grant.request === request &&
      grant.sale === lock.sale &&
      grant.register === lock.register &&
      grant.purpose === lock.purpose &&
      grant.epoch === lock.epoch &&
      grant.token === lock.token &&
      grant.balance === card &&
      (grant.reserved?.key ?? null) === lock.reserved &&
      grant.instrument.key === lock.card;
    return same ? [] : [`the grant of ${request} says ${JSON.stringify(grant)}`];
  });
}

/** Headquarters takes a page of entries. Null: it was killed meanwhile, or its disk was full. */
export async function receivePost(world: World, push: Push): Promise<Have | null> {
  const { lines } = world.office;
  lines.length = 0;
  const answered = await atOffice(world, async () => receivePage(world.office.running, push));
  await hearStored(world, push.register, push.entries, answered !== null);
  await hearAnswered(world, answered === null ? null : push.register);
  world.flaws.push(...(await compareModel(world)));
  if (answered === null) return null;
  world.flaws.push(...lines.map((line) => `headquarters met a bug: ${line}`));
  if (!answered.ok) world.flaws.push(`a page was refused: ${answered.fault.code}`);
  return answered.ok ? answered.value : null;
}
