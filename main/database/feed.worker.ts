/** The thread that applies large loads of customers (customerload.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { done, fail } from '../../shared/fault.ts';
import { connect } from './connection.ts';
import { guarded } from './failure.ts';
import { loadCustomers, type LoadPorts } from './customerload.ts';
import { readStage } from './stage.ts';
import { inTurn } from './turn.ts';

const told = z
  .object({
    job: z.enum(['1010']),
    file: z.string(),
    key: z.instanceof(Uint8Array).nullable(),
    at: z.string(),
    turn: z.instanceof(Int32Array),
  })
  .parse(workerData);
const turn = new Int32Array(z.instanceof(SharedArrayBuffer).parse(told.turn.buffer));
const sql = connect(told.file, told.key);
// What a power cut takes back is built again, so slices are not synced one by one; the last transaction is, with all before it.
sql.pragma('synchronous = NORMAL');
// The log is written back between slices, not in them.
sql.pragma('wal_autocheckpoint = 0');

const slicesPerCheckpoint = 20;
let slices = 0;

const ports: LoadPorts = {
  slice: (work) => {
    slices += 1;
    if (slices % slicesPerCheckpoint === 0) sql.pragma('wal_checkpoint(PASSIVE)');
    return inTurn(turn, work);
  },
  last: (work) => {
    sql.pragma('synchronous = FULL');
    const value = inTurn(turn, work);
    sql.pragma('synchronous = NORMAL');
    return value;
  },
};

const answer = guarded(() => {
  const { job, at } = told;
  const stage = readStage({ sql }, job);
  if (stage === null) return fail('wire.malformed', { job });
  loadCustomers({ sql }, stage, at, ports);
  return done;
});
sql.close();
parentPort?.postMessage(answer);
