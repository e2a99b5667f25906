/** Whether an instrument may be locked for a purpose, and what a refusal says. */
import { liveLock, type Model, type ModelCard, type ModelRegister } from './state.ts';
import type { ModelWant } from './want.ts';

const mostPins = 5;
const pinRestMs = 15 * 60_000;
const mostUnknown = 10;
const unknownMs = 10 * 60_000;

const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();

/** Why nobody may name numbers at this register for a while; null when it may. */
export function guessing({ unknown, unknownSince }: ModelRegister, now: string): string | null {
  if (unknown < mostUnknown || unknownSince === null) return null;
  return now < later(unknownSince, unknownMs) ? 'instrument.pinLocked' : null;
}

function countUnknown(register: ModelRegister, now: string): void {
  const { unknownSince } = register;
  const isFresh = unknownSince === null || now >= later(unknownSince, unknownMs);
  register.unknown = isFresh ? 1 : register.unknown + 1;
  if (isFresh) register.unknownSince = now;
}

/** The fault of the refusal; null when the instrument is there, free and fit. Wrong PINs and unknown numbers are counted. */
export function unfit(
  model: Model,
  register: ModelRegister,
  want: ModelWant,
  key: string,
  now: string,
): string | null {
  const found = model.cards.get(key);
  const card = found?.issued === true ? found : undefined;
  const held = liveLock(model, key) === undefined ? null : 'instrument.locked';
  if (want.purpose === 'issue') {
    const reserved = [...model.locks].some(
      ([request, lock]) => lock.reserved === key && request !== want.request,
    );
    return card || reserved ? 'instrument.exists' : held;
  }
  if (!card) {
    const reserving = [...model.locks.values()].find((lock) => lock.reserved === key);
    if (reserving && ['live', 'broken'].includes(reserving.state)) return 'instrument.unsettled';
    countUnknown(register, now);
    return 'instrument.unknown';
  }
  if (card.kind !== want.kind) return 'instrument.kind';
  const pays = want.purpose === 'pay';
  const pin = pays ? wrongPin(card, want.pin, now) : null;
  if (pin !== null) return pin;
  if (card.blocked) return 'instrument.blocked';
  if (card.expires !== null && card.expires <= now) return 'instrument.expired';
  if (!pays && card.kind === 'creditMemo') return 'instrument.kind';
  return pays && card.balance === 0 ? 'instrument.empty' : held;
}

/** A wrong PIN counts, once per ask; five in a row close the card for a quarter of an hour. */
function wrongPin(card: ModelCard, pin: string | undefined, now: string): string | null {
  if (card.pin === null) return null;
  if (card.pinUntil !== null && card.pinUntil > now) return 'instrument.pinLocked';
  if (pin === undefined) return 'instrument.pinNeeded';
  if (pin === card.pin) {
    if (card.pinFailures > 0) card.pinUntil = null;
    card.pinFailures = 0;
    return null;
  }
  const isClosed = card.pinFailures + 1 >= mostPins;
  card.pinFailures = isClosed ? 0 : card.pinFailures + 1;
  card.pinUntil = isClosed ? later(now, pinRestMs) : null;
  return 'instrument.wrongPin';
}
