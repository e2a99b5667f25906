/** What people at head office do: break locks, end a wait, charge what was missing, release a blocked memo. */
import { findLock } from '../../main/database/locks.ts';
import { breakLock, endWait } from '../../server/headquarters/breaking.ts';
import { chargeException } from '../../server/headquarters/charging.ts';
import { blockInstrument } from '../../server/headquarters/instruments.ts';
import type { Result } from '../../shared/fault.ts';
import { compareModel } from './compare.ts';
import { count, type Case } from './coverage.ts';
import { isRecovering, liveLock } from './model/state.ts';
import { eitherWay } from './office.ts';
import { atOffice } from './process.ts';
import { tillOf, type World } from './world.ts';

const approved = { by: 'ruth', second: 'sam', reason: 'registerLost' };

/** An act of head office, with what must come of it: nothing when it is refused. */
export async function decree(
  world: World,
  work: () => Promise<Result<void>>,
  refusal: string | null,
  apply: () => void,
  met: Case,
): Promise<string> {
  const done = await atOffice(world, work);
  if (done === null) {
    await eitherWay(world, apply);
    return 'killed';
  }
  const code = done.ok ? null : done.fault.code;
  if (code !== refusal)
    world.flaws.push(`${met}: must be ${refusal ?? 'done'} and is ${code ?? 'done'}`);
  if (done.ok) {
    apply();
    count(world.coverage, met);
  }
  world.flaws.push(...(await compareModel(world)));
  return code ?? 'done';
}

const chosen = <T>(things: readonly T[], pick: number): T | undefined =>
  things[pick % Math.max(1, things.length)];

/** Two persons break a lock: one that a register holds, or one that it has spent. */
export async function breakOne(
  world: World,
  which: 'held' | 'spent',
  pick: number,
): Promise<string> {
  const live = [...world.model.locks].filter(([request, lock]) => {
    const row = findLock(tillOf(world, lock.register).machine.db, request);
    return (
      lock.state === 'live' && (which === 'spent' ? row?.state === 'spent' : row?.state !== 'spent')
    );
  });
  const found = chosen(live, pick);
  if (found === undefined) return 'nothing is locked';
  return breakRequest(
    world,
    found[0],
    which === 'held' ? 'a lock was broken while held' : 'a lock was broken while spent',
  );
}

export async function breakRequest(
  world: World,
  request: string,
  met: Case = 'a lock was broken while spent',
): Promise<string> {
  world.broken = true;
  return decree(
    world,
    async () => breakLock(world.office.running, request, approved),
    null,
    () => {
      const lock = world.model.locks.get(request);
      if (lock) lock.state = 'broken';
    },
    met,
  );
}

/** Two persons end the wait for a register that recovery waits for. */
export async function giveRegisterUp(world: World, pick: number): Promise<string> {
  const { model, office } = world;
  const found = chosen(
    [...model.registers].filter(([, register]) => register.awaited),
    pick,
  );
  if (found === undefined) return 'nobody is awaited';
  const [name, register] = found;
  return decree(
    world,
    async () => endWait(office.running, name, approved),
    null,
    () => Object.assign(register, { awaited: false, abandoned: model.epoch }),
    'the wait for a register was ended',
  );
}

/** A person takes from a card what a late sale could not. */
export async function charge(world: World, pick: number): Promise<string> {
  const { model, office } = world;
  const open = model.shortfalls.filter(({ missing, charged }) => missing > charged);
  const found = chosen(open, pick);
  if (found === undefined) return 'nothing is missing';
  const balance = model.cards.get(found.card)?.balance ?? 0;
  const taken = Math.min(found.missing - found.charged, balance);
  const isHeld = liveLock(model, found.card) !== undefined;
  if (isHeld) count(world.coverage, 'a card was not charged while a sale held it');
  const row = await office.running.db.query
    .selectFrom('exception')
    .select('id')
    .where('kind', '=', 'shortfall')
    .where('entry', '=', found.entry)
    .where('request', '=', found.request)
    .executeTakeFirstOrThrow();
  return decree(
    world,
    async () => chargeException(office.running, row.id, 'ruth'),
    isHeld
      ? 'instrument.locked'
      : model.halted || isRecovering(model)
        ? 'instrument.recovery'
        : taken === 0
          ? 'instrument.empty'
          : null,
    () => {
      found.charged += taken;
      const card = model.cards.get(found.card);
      if (card) card.balance -= taken;
    },
    'a person charged a card for what was missing',
  );
}

/** A person decides that a blocked memo may be spent. */
export async function release(world: World, pick: number): Promise<string> {
  const found = chosen(
    [...world.model.cards].filter(([, card]) => card.blocked),
    pick,
  );
  if (found === undefined) return 'nothing is blocked';
  const [key, card] = found;
  return decree(
    world,
    async () => blockInstrument(world.office.running, key, false, 'both sales were paid', 'ruth'),
    null,
    () => {
      card.blocked = false;
    },
    'a person released a blocked memo',
  );
}
