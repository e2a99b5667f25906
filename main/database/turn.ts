/**
 * Whose turn it is to write, between the counter and a thread that works in slices. SQLite keeps them apart by itself, but lets who waits
 * sleep in growing steps; so the counter says that it wants to write, and the thread lets it go first.
 */

/** Shared between threads. Cell 0: the thread is in a slice; cell 1: how many on the counter's side want to write. */
export type Turn = Int32Array<SharedArrayBuffer>;

export const makeTurn = (): Turn => new Int32Array(new SharedArrayBuffer(8));

const slice = 0;
const wish = 1;

/** Longer than any slice, in milliseconds: after it SQLite's own waiting decides. */
const patience = 100;

/**
 * For the counter: asks for the turn and waits until the thread's slice ends. Give it back with `endWrite`. False when the thread kept it too
 * long, as one does that died.
 */
export function beginWrite(turn: Turn): boolean {
  Atomics.add(turn, wish, 1);
  Atomics.wait(turn, slice, 1, patience);
  return Atomics.load(turn, slice) === 0;
}

export function endWrite(turn: Turn): void {
  Atomics.sub(turn, wish, 1);
  Atomics.notify(turn, wish);
}

/** For the thread: does one slice when nobody at the counter wants to write. */
export function inTurn<T>(turn: Turn, work: () => T): T {
  for (;;) {
    const wishes = Atomics.load(turn, wish);
    if (wishes > 0) {
      Atomics.wait(turn, wish, wishes, patience);
      continue;
    }
    Atomics.store(turn, slice, 1);
    if (Atomics.load(turn, wish) === 0) break;
    endSlice(turn);
  }
  try {
    return work();
  } finally {
    endSlice(turn);
  }
}

/** Also for the counter's side when the thread is gone. */
export function endSlice(turn: Turn): void {
  Atomics.store(turn, slice, 0);
  Atomics.notify(turn, slice);
}
