/** Routes of the distribution jobs. */
import { ok } from '../../../shared/fault.ts';
import {
  distributionSchema,
  runJobAnswerSchema,
  runJobSchema,
  setScheduleSchema,
} from '../../../shared/wire/distribution.ts';
import { headOfficePaths as paths } from '../../../shared/wire/headoffice.ts';
import { runJob } from '../distribution.ts';
import { distributionState } from '../distributionstate.ts';
import { setSchedule } from '../schedules.ts';
import { noAnswer, type Office } from './door.ts';

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
  change(
    paths.scheduleJob,
    {
      permission: 'distribution',
      body: setScheduleSchema,
      answer: noAnswer,
      about: 'Sets when a job runs by itself, or that it does not.',
    },
    (body, { headquarters, by }) => setSchedule(headquarters, body, by),
  );
}
