/** Routes of the exceptions. */
import { ok } from '../../../shared/fault.ts';
import {
  chargeExceptionSchema,
  closeExceptionSchema,
  exceptionsQuerySchema,
  exceptionsSchema,
  lateSalesQuerySchema,
  lateSalesSchema,
  lookAtRepairSchema,
  parkedEntryQuerySchema,
  parkedEntrySchema,
  repairEntrySchema,
  repairLookSchema,
  repairedSchema,
  retriedSchema,
} from '../../../shared/wire/exceptions.ts';
import { headOfficePaths as paths } from '../../../shared/wire/headoffice.ts';
import { retryParked } from '../backlog.ts';
import { chargeException, closeException } from '../charging.ts';
import { exceptionRows, lateSales } from '../exceptionrows.ts';
import { repairEntry } from '../repairing.ts';
import { lookAtRepair, viewParked } from '../repairviews.ts';
import { noAnswer, type Office } from './door.ts';

export function serveExceptions({ read, ask, change }: Office): void {
  read(
    paths.exceptions,
    {
      query: exceptionsQuerySchema,
      answer: exceptionsSchema,
      about: 'What a person must look at, or what was closed, newest first.',
    },
    (query, { db }) => exceptionRows(db.query, query),
  );
  read(
    paths.lateSales,
    {
      query: lateSalesQuerySchema,
      answer: lateSalesSchema,
      about: 'Sales that settled after their lock was gone, newest first.',
    },
    (query, { db }) => lateSales(db.query, query),
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
  read(
    paths.parkedEntry,
    {
      query: parkedEntryQuerySchema,
      answer: parkedEntrySchema,
      about: 'A parked entry, with long numbers hidden.',
    },
    (key, headquarters) => viewParked(headquarters, key),
  );
  ask(
    paths.lookAtRepair,
    {
      body: lookAtRepairSchema,
      answer: repairLookSchema,
      about: 'What would be posted of a repaired entry.',
    },
    ({ text, ...key }, headquarters) => lookAtRepair(headquarters, key, text),
  );
  change(
    paths.repairEntry,
    {
      permission: 'exceptions',
      body: repairEntrySchema,
      answer: repairedSchema,
      about: 'Posts a parked entry as a person repaired it; a second person signs in for it.',
      inParts: true,
    },
    async ({ text, note, second, ...key }, { headquarters, approve }) => {
      const approved = await approve(second, 'exceptions', note);
      return approved.ok ? repairEntry(headquarters, key, text, approved.value) : approved;
    },
  );
}
