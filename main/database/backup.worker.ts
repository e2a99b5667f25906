/** The thread that copies the database (backup.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { done, fail } from '../../shared/fault.ts';
import { copyThrough } from './backup.ts';
import { connect } from './connection.ts';
import { guarded } from './failure.ts';

const { file, copy } = z.object({ file: z.string(), copy: z.string() }).parse(workerData);
const sql = connect(file);

const answer = guarded(() =>
  copyThrough({ sql }, copy) ? done : fail('database.damaged', { file }),
);
sql.close();
parentPort?.postMessage(answer);
