/** The thread that reads a database through and copies it (backup.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { done, fail } from '../../shared/fault.ts';
import { copyThrough } from './backup.ts';
import { connect, isSound } from './connection.ts';
import { guarded } from './failure.ts';

const { file, copy, key } = z
  .object({
    file: z.string(),
    copy: z.string().nullable(),
    key: z.instanceof(Uint8Array).nullable(),
  })
  .parse(workerData);
const sql = connect(file, key);

const answer = guarded(() =>
  isSound(sql) && (copy === null || copyThrough({ sql, key }, copy))
    ? done
    : fail('database.damaged', { file }),
);
sql.close();
parentPort?.postMessage(answer);
