/** Routes of what head office looks at and changes nothing in: today, the audit, shifts. */
import { ok } from '../../../shared/fault.ts';
import {
  auditQuerySchema,
  auditSchema,
  headOfficePaths as paths,
  overviewSchema,
} from '../../../shared/wire/headoffice.ts';
import { shiftListQuerySchema, shiftListSchema } from '../../../shared/wire/shiftlist.ts';
import { listAudit } from '../audit.ts';
import { overview } from '../overview.ts';
import { shiftRows } from '../shiftrows.ts';
import type { Office } from './door.ts';

export function serveOverview({ read }: Office): void {
  read(
    paths.overview,
    { answer: overviewSchema, about: 'What head office sees first: liability, locks, registers.' },
    async (_query, headquarters) => ok(await overview(headquarters)),
  );
  read(
    paths.audit,
    {
      query: auditQuerySchema,
      answer: auditSchema,
      about: 'What persons did at head office, newest first.',
    },
    (query, { db }) => listAudit(db.query, query),
  );
  read(
    paths.shifts,
    {
      query: shiftListQuerySchema,
      answer: shiftListSchema,
      about: 'Shifts of all registers or of one with their figures as posted, newest first.',
    },
    ({ register, ...page }, { db }) => shiftRows(db.query, register ?? null, page),
  );
}
