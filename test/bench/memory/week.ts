/** A register at which nobody is, as a process of its own: its worker beats on a clock that runs as fast as the channel answers. */
import { setImmediate, setTimeout as rest } from 'node:timers/promises';
import { holdYoungGeneration } from '../../../main/app/younggeneration.ts';
import { createWorker } from '../../../main/sync/worker.ts';
import type { Timers } from '../../../main/sync/timers.ts';
import { openTill } from '../../main/sync/till.ts';
import { tellHeld } from './held.ts';

// As the main process begins.
holdYoungGeneration();
const [, , channel = '', count = ''] = process.argv;
const till = openTill();
type Waiting = { readonly due: number; readonly run: () => void };
const waiting = new Set<Waiting>();
const timers: Timers = {
  after: (ms, run) => {
    const one = { due: till.time.running + ms, run };
    waiting.add(one);
    return () => waiting.delete(one);
  },
};
const worker = createWorker({ ...till, timers, token: () => 'token', channel, version: '1.0.0' });
const settled = async (least: number): Promise<void> => {
  for (let turn = 0; turn < 20_000 && waiting.size < least; turn += 1) await setImmediate();
};
worker.start();
await settled(1);
await tellHeld(0);
let beats = 0;
while (beats < Number(count)) {
  const before = waiting.size;
  const next = [...waiting].toSorted((a, b) => a.due - b.due)[0];
  if (next === undefined) {
    await setImmediate();
    continue;
  }
  waiting.delete(next);
  till.time.running = Math.max(till.time.running, next.due);
  next.run();
  beats += 1;
  // What ran waits again when its call was answered.
  await settled(before);
  if (beats !== 2_000 && beats % 10_000 !== 0) continue;
  // Time-outs of calls run on the real clock; so many a second would not be alive at a register.
  await rest(5_000);
  await tellHeld(beats);
}
if (worker.link().state !== 'online') throw new Error(`the line is ${worker.link().state}`);
await worker.stop();
till.close();
