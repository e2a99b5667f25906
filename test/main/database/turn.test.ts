import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { beginWrite, endSlice, endWrite, inTurn, makeTurn } from '../../../main/database/turn.ts';

it('lets the counter begin while the thread rests, and the thread when nobody wishes to write', () => {
  const turn = makeTurn();
  expect(beginWrite(turn)).toBe(true);
  endWrite(turn);
  expect(inTurn(turn, () => [...turn])).toEqual([1, 0]);
  expect([...turn]).toEqual([0, 0]);
});

it('ends the slice of work that threw', () => {
  const turn = makeTurn();
  const work = (): void => {
    throw new Error('thrown');
  };
  expect(() => inTurn(turn, work)).toThrow('thrown');
  expect([...turn]).toEqual([0, 0]);
});

it('does not wait for ever on a thread that died in its slice', () => {
  const turn = makeTurn();
  turn[0] = 1;
  expect(beginWrite(turn)).toBe(false);
  endWrite(turn);
  endSlice(turn);
  expect([...turn]).toEqual([0, 0]);
});

it('keeps the two apart, whoever comes when', async () => {
  const turn = makeTurn();
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const source = `
    const { workerData } = require('node:worker_threads');
    import(workerData.module).then(({ inTurn }) => {
      for (let n = 0; n < 3000; n += 1) {
        inTurn(workerData.turn, () => {
          if (Atomics.load(workerData.shared, 0) === 1) Atomics.add(workerData.shared, 1, 1);
        });
      }
    });`;
  const module = new URL('../../../main/database/turn.ts', import.meta.url).href;
  const worker = new Worker(source, { eval: true, workerData: { turn, shared, module } });
  const ended = once(worker, 'exit');
  let isOver = false;
  worker.on('exit', () => {
    isOver = true;
  });
  while (!isOver) {
    for (let n = 0; n < 50; n += 1) {
      if (beginWrite(turn)) Atomics.store(shared, 0, 1);
      Atomics.store(shared, 0, 0);
      endWrite(turn);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await ended;
  expect(Atomics.load(shared, 1)).toBe(0);
});
