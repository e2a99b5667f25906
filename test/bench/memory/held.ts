/** What this process holds after a full collection, told as a line of JSON. Needs `--expose-gc`. */
import { setImmediate } from 'node:timers/promises';

/** Megabytes. `done`: how much work lay before. */
export type Held = { readonly done: number; readonly heap: number; readonly resident: number };

const megabyte = 1024 * 1024;

export async function tellHeld(done: number): Promise<void> {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('started without --expose-gc');
  for (let time = 0; time < 3; time += 1) {
    await setImmediate();
    collect();
  }
  const { heapUsed, rss } = process.memoryUsage();
  const held: Held = { done, heap: heapUsed / megabyte, resident: rss / megabyte };
  console.log(JSON.stringify(held));
}
