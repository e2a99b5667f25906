/** Routes of the distribution jobs. */
import { ok } from '../../../shared/fault.ts';
import {
  distributionSchema,
  headOfficePaths as paths,
  runJobAnswerSchema,
  runJobSchema,
} from '../../../shared/wire/headoffice.ts';
import { distributionState, runJob } from '../distribution.ts';
import type { Office } from './door.ts';

export function serveDistribution({ read, change }: Office): void {
  read(
    paths.distribution,
    { answer: distributionSchema, about: 'The jobs, their runs, and what each channel has.' },
    async (_query, { db }) => ok(await distributionState(db.query)),
  );
  change(
    paths.runJob,
    {
      permission: 'distribution',
      body: runJobSchema,
      answer: runJobAnswerSchema,
      about: 'Runs a job now; answers the version that is handed out afterwards.',
    },
    async ({ job, full }, { headquarters, by }) =>
      ok({ version: await runJob(headquarters, job, full, by) }),
  );
}
