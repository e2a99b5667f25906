/** Headquarters' work, each piece of it foretold by the model and compared with it. */
import { receivePage } from '../../server/headquarters/entries.ts';
import { handleHold } from '../../server/headquarters/hold.ts';
import { findLock } from '../../server/headquarters/locks.ts';
import type { Held, Hold } from '../../shared/lock.ts';
import type { Have, Push } from '../../shared/wire/journal.ts';
import { count } from './coverage.ts';
import { compareModel, hearAnswered } from './compare.ts';
import { hearHold, type ModelHeld } from './model/hold.ts';
import { isRecovering } from './model/state.ts';
import { atOffice } from './process.ts';
import type { World } from './world.ts';

/** Headquarters handles a HOLD. Null: it was killed meanwhile, before or after it had acted. */
export async function receiveHold(world: World, hold: Hold): Promise<Held | null> {
  const asks = hold.wants.filter((want) => want.number !== undefined);
  const db = world.office.running.db.query;
  for (const ask of asks)
    if ((await findLock(db, ask.request)) === undefined)
      await noteWithdrawn(world, hold, ask.request);
  const answered = await atOffice(world, async () => handleHold(world.office.running, hold));
  if (answered === null) {
    if ((await compareModel(world)).length > 0) hearHold(world.model, hold);
    world.flaws.push(...(await compareModel(world)));
    return null;
  }
  const recovering = isRecovering(world.model);
  const expected = hearHold(world.model, hold);
  if (!answered.ok) {
    world.flaws.push(`HOLD ${hold.id} was refused: ${answered.fault.code}`);
    return null;
  }
  world.flaws.push(
    ...differences(expected, answered.value).map((each) => `HOLD ${hold.id}: ${each}`),
    ...(await compareModel(world)),
  );
  noteHeld(world, expected, answered.value, recovering);
  return answered.value;
}

/** An ask that arrives in a HOLD older than the one that gave it up already. */
async function noteWithdrawn(world: World, hold: Hold, request: string): Promise<void> {
  const register = world.model.registers.get(hold.register);
  const isOlder = register?.seq !== null && register !== undefined && hold.seq < register.seq;
  if (isOlder && !world.model.locks.has(request))
    count(world.coverage, 'a withdrawal overtook its ask');
}

function noteHeld(world: World, expected: ModelHeld, held: Held, recovering: boolean): void {
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
  for (const outcome of Object.values(held.results ?? {})) {
    if (outcome.state !== 'refused') continue;
    if (recovering && outcome.fault.code === 'instrument.recovery')
      count(coverage, 'recovery refused to grant');
    if (outcome.fault.code === 'instrument.unsettled')
      count(coverage, 'a memo was refused before its sale had arrived');
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

/** Headquarters takes a page of entries. Null: it was killed meanwhile. */
export async function receivePost(world: World, push: Push): Promise<Have | null> {
  const answered = await atOffice(world, async () => receivePage(world.office.running, push));
  await hearAnswered(world, answered === null ? null : push.register);
  world.flaws.push(...(await compareModel(world)));
  if (answered === null) return null;
  if (!answered.ok) world.flaws.push(`a page was refused: ${answered.fault.code}`);
  return answered.ok ? answered.value : null;
}
