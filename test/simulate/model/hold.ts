/** What must come of a HOLD (PROTOCOL H1 to H8). */
import { guessing, unfit } from './fitness.ts';
import {
  cardOf,
  isRecovering,
  liveLock,
  noteReported,
  type Model,
  type ModelLock,
} from './state.ts';
import type { ModelWant } from './want.ts';

export type ModelHold = {
  readonly register: string;
  readonly incarnation: number;
  readonly seq: number;
  readonly id: string;
  readonly predecessors: readonly string[];
  readonly epoch: number;
  readonly head: { readonly hash: string } | null;
  readonly wants: readonly ModelWant[];
};

/** What headquarters must say: nothing but its epoch, its newest HOLD, or what became of each request. */
export type ModelHeld =
  | { readonly says: 'epoch'; readonly epoch: number }
  | { readonly says: 'last'; readonly why: 'older' | 'rolledBack'; readonly id: string }
  | {
      readonly says: 'results';
      readonly repeated: boolean;
      readonly results: ReadonlyMap<string, ModelLock>;
      readonly takenOver: number;
    };

/** Handles the HOLD in the model, at this instant of headquarters' clock. */
export function hearHold(model: Model, hold: ModelHold, now: string): ModelHeld {
  const register = model.registers.get(hold.register);
  if (register === undefined) throw new Error(`no register ${hold.register}`);
  if (hold.epoch !== model.epoch) return { says: 'epoch', epoch: model.epoch };
  const repeated = register.id === hold.id;
  if (register.id !== null && register.seq !== null && !repeated) {
    const same = hold.incarnation === register.incarnation;
    if (hold.incarnation < register.incarnation || (same && hold.seq <= register.seq))
      return { says: 'last', why: 'older', id: register.id };
    if (same && !hold.predecessors.includes(register.id))
      return { says: 'last', why: 'rolledBack', id: register.id };
  }
  let takenOver = 0;
  if (!repeated) {
    const wanted = new Set(hold.wants.map((want) => want.request));
    for (const [request, lock] of model.locks) {
      if (lock.register !== hold.register || wanted.has(request)) continue;
      if (lock.state === 'live') lock.state = 'freed';
      if (lock.state === 'refused') model.locks.delete(request);
    }
    for (const want of hold.wants) takenOver += takeOver(model, hold.register, want) ? 1 : 0;
    Object.assign(register, {
      incarnation: hold.incarnation,
      seq: hold.seq,
      id: hold.id,
      head: hold.head?.hash ?? null,
    });
  }
  noteReported(model, hold.register, hold.head?.hash ?? null);
  if (!repeated) for (const want of hold.wants) decide(model, hold.register, want, now);
  const results = new Map<string, ModelLock>();
  for (const { request } of hold.wants) {
    const lock = model.locks.get(request);
    if (lock?.register === hold.register) results.set(request, lock);
  }
  return { says: 'results', repeated, results, takenOver };
}

/** H6: a grant of an earlier epoch whose lock the restore forgot. */
function takeOver(model: Model, register: string, want: ModelWant): boolean {
  const grant = want.grant?.grant;
  if (grant === undefined || grant.register !== register) return false;
  const known = model.locks.get(want.request);
  const live = liveLock(model, grant.instrument.key);
  const recovering = isRecovering(model);
  const freed = known?.state === 'freed' && known.register === register && recovering && !live;
  if (known !== undefined && !freed) return false;
  const abandoned = model.registers.get(register)?.abandoned ?? 0;
  const lock: ModelLock = {
    state: 'superseded',
    register,
    sale: grant.sale,
    purpose: grant.purpose,
    card: null,
    balance: grant.balance,
    epoch: grant.epoch,
    token: grant.token,
    reserved: grant.reserved?.key ?? null,
    fault: null,
  };
  if (grant.epoch >= model.epoch) {
    // Headquarters' own word of this epoch, and no memory of it: an unnoticed restore.
    model.locks.set(want.request, { ...lock, state: 'broken' });
    model.halted = true;
    return false;
  }
  const older =
    live === undefined ||
    live[1].epoch < grant.epoch ||
    (live[1].epoch === grant.epoch && live[1].token < grant.token);
  if (!recovering || !older || grant.epoch < abandoned) {
    model.locks.set(want.request, lock);
    return false;
  }
  if (live) live[1].state = 'superseded';
  const card = cardOf(model, grant.instrument.key, grant.instrument.kind);
  card.token = Math.max(card.token, grant.token);
  model.locks.set(want.request, { ...lock, state: 'live', card: grant.instrument.key });
  return true;
}

/** H7: a request that was never seen. */
function decide(model: Model, name: string, want: ModelWant, now: string): void {
  if (model.locks.has(want.request)) return;
  const { names } = model;
  const base: ModelLock = {
    state: 'refused',
    register: name,
    sale: want.sale,
    purpose: want.purpose,
    card: null,
    balance: 0,
    epoch: model.epoch,
    token: 0,
    reserved: null,
    fault: null,
  };
  const issuesMemo = want.kind === 'creditMemo' && want.purpose === 'issue';
  if (want.number === undefined && !(issuesMemo && want.grant === undefined)) {
    model.locks.set(want.request, { ...base, state: 'broken' });
    return;
  }
  const key = want.number === undefined ? names.reservedOf(want.request) : names.keyOf(want.number);
  const fault = refusal(model, name, want, key, now);
  if (fault !== null) {
    model.locks.set(want.request, { ...base, fault });
    return;
  }
  const card = cardOf(model, key, want.kind);
  card.token += 1;
  const hasMemo = want.kind === 'creditMemo' && ['pay', 'issue'].includes(want.purpose);
  model.locks.set(want.request, {
    ...base,
    state: 'live',
    card: key,
    balance: card.balance,
    token: card.token,
    reserved: hasMemo ? names.reservedOf(want.request) : null,
  });
}

function refusal(
  model: Model,
  name: string,
  want: ModelWant,
  key: string,
  now: string,
): string | null {
  const register = model.registers.get(name);
  if (register === undefined) throw new Error(`no register ${name}`);
  if (model.halted || isRecovering(model)) return 'instrument.recovery';
  const tooMany = want.purpose === 'issue' ? null : guessing(register, now);
  return tooMany ?? unfit(model, register, want, key, now);
}
