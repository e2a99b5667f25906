/** The thread that applies large loads of products (feed.ts, generation.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { done, fail } from '../../shared/fault.ts';
import { connect } from './connection.ts';
import { guarded } from './failure.ts';
import { buildGeneration } from './generation.ts';
import { readStage } from './stage.ts';

const { file, at } = z.object({ file: z.string(), at: z.string() }).parse(workerData);
const sql = connect(file);
const clock = new Int32Array(new SharedArrayBuffer(4));

/** Long enough for a counter that waits for the file to try again (SQLite tries after 1, 2, 5 and 10 ms). */
const restMs = 12;
const rest = (): void => {
  Atomics.wait(clock, 0, 0, restMs);
};

const answer = guarded(() => {
  const stage = readStage({ sql }, '1040');
  if (stage === null) return fail('wire.malformed', { job: '1040' });
  buildGeneration({ sql }, stage, at, rest);
  return done;
});
sql.close();
parentPort?.postMessage(answer);
