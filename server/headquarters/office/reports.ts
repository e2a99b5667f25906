/** Routes of the reports. */
import { ok } from '../../../shared/fault.ts';
import { headOfficePaths as paths } from '../../../shared/wire/headoffice.ts';
import {
  liabilityQuerySchema,
  liabilitySchema,
  lockAgeSchema,
  movementsSchema,
  offlineShareQuerySchema,
  offlineShareSchema,
  periodSchema,
} from '../../../shared/wire/reports.ts';
import { liabilityReport } from '../reports/liability.ts';
import { lockAgeReport } from '../reports/lockage.ts';
import { movementReport } from '../reports/movements.ts';
import { offlineShareReport } from '../reports/offlineshare.ts';
import type { Office } from './door.ts';

export function serveReports({ read }: Office): void {
  read(
    paths.liabilityReport,
    {
      query: liabilityQuerySchema,
      answer: liabilitySchema,
      about: 'What is owed to the holders of instruments at an instant.',
    },
    async ({ at }, headquarters) => ok(await liabilityReport(headquarters, at)),
  );
  read(
    paths.movementReport,
    { query: periodSchema, answer: movementsSchema, about: 'What moved in a period, day by day.' },
    async (period, headquarters) => ok(await movementReport(headquarters, period)),
  );
  read(
    paths.offlineShareReport,
    {
      query: offlineShareQuerySchema,
      answer: offlineShareSchema,
      about: 'How much was completed offline, by store and register.',
    },
    async (query, headquarters) => ok(await offlineShareReport(headquarters, query)),
  );
  read(
    paths.lockAgeReport,
    { answer: lockAgeSchema, about: 'How old the live locks are.' },
    async (_query, headquarters) => ok(await lockAgeReport(headquarters)),
  );
}
