/** Routes of the exceptions. */
import { ok } from '../../../shared/fault.ts';
import { headOfficePaths as paths } from '../../../shared/wire/headoffice.ts';
import {
  chargeExceptionSchema,
  closeExceptionSchema,
  exceptionsQuerySchema,
  exceptionsSchema,
  retriedSchema,
} from '../../../shared/wire/instruments.ts';
import { retryParked } from '../backlog.ts';
import { chargeException, closeException } from '../charging.ts';
import { exceptionRows } from '../exceptionrows.ts';
import { noAnswer, type Office } from './door.ts';

export function serveExceptions({ read, change }: Office): void {
  read(
    paths.exceptions,
    {
      query: exceptionsQuerySchema,
      answer: exceptionsSchema,
      about: 'What a person must look at, or what was closed, newest first.',
    },
    async ({ state }, { db }) => ok(await exceptionRows(db.query, state)),
  );
  change(
    paths.closeException,
    {
      permission: 'exceptions',
      body: closeExceptionSchema,
      answer: noAnswer,
      about: 'Closes an exception with a note.',
    },
    ({ id, note }, { headquarters, by }) => closeException(headquarters, id, note, by),
  );
  change(
    paths.chargeException,
    {
      permission: 'exceptions',
      body: chargeExceptionSchema,
      answer: noAnswer,
      about: 'Takes the missing amount of a shortfall, or what is there of it, from its card.',
    },
    ({ id }, { headquarters, by }) => chargeException(headquarters, id, by),
  );
  change(
    paths.retryParked,
    {
      permission: 'exceptions',
      answer: retriedSchema,
      about: 'Reads parked entries again, as a newer version can; answers how many were posted.',
      inParts: true,
    },
    async (_body, { headquarters }) => ok({ posted: await retryParked(headquarters) }),
  );
}
