/** The routes of gift cards and credit memos, exceptions and reports. */
import { ok } from '../../shared/fault.ts';
import {
  chargeExceptionSchema,
  closeExceptionSchema,
  exceptionsQuerySchema,
  lateSalesQuerySchema,
  lookAtRepairSchema,
  parkedEntryQuerySchema,
  repairEntrySchema,
} from '../../shared/wire/exceptions.ts';
import { headOfficePaths as paths } from '../../shared/wire/headoffice.ts';
import {
  adjustInstrumentSchema,
  blockInstrumentSchema,
  breakLockSchema,
  expireInstrumentSchema,
  findInstrumentSchema,
  instrumentQuerySchema,
  instrumentsQuerySchema,
  issueInstrumentSchema,
} from '../../shared/wire/instruments.ts';
import {
  liabilityQuerySchema,
  offlineShareQuerySchema,
  periodSchema,
} from '../../shared/wire/reports.ts';
import { nothing } from '../http/route.ts';
import { adjustInstrument } from './adjusting.ts';
import { retryParked } from './backlog.ts';
import { breakLock } from './breaking.ts';
import { chargeException, closeException } from './charging.ts';
import { exceptionRows, lateSales } from './exceptionrows.ts';
import { expireInstrument } from './expiring.ts';
import { instrumentHistory } from './instrumentdetail.ts';
import { findByNumber, instrumentRows } from './instrumentrows.ts';
import { blockInstrument, createInstrument } from './instruments.ts';
import type { Office } from './officeapi.ts';
import { repairEntry } from './repairing.ts';
import { lookAtRepair, viewParked } from './repairviews.ts';
import { liabilityReport } from './reports/liability.ts';
import { lockAgeReport } from './reports/lockage.ts';
import { movementReport } from './reports/movements.ts';
import { offlineShareReport } from './reports/offlineshare.ts';

export function serveCards(office: Office): void {
  serveInstruments(office);
  serveExceptions(office);
  serveReports(office);
}

function serveInstruments({ headquarters, read, ask, change, approve }: Office): void {
  read(paths.instruments, instrumentsQuerySchema, async (query) =>
    ok(await instrumentRows(headquarters, query)),
  );
  read(paths.instrument, instrumentQuerySchema, ({ key, before }) =>
    instrumentHistory(headquarters, key, before),
  );
  ask(paths.findInstrument, findInstrumentSchema, ({ number }) =>
    findByNumber(headquarters, number),
  );
  change(paths.instruments, 'instruments', issueInstrumentSchema, (body, by) =>
    createInstrument(headquarters, body, by),
  );
  change(paths.adjustInstrument, 'instruments', adjustInstrumentSchema, (body, by) =>
    adjustInstrument(headquarters, body, by),
  );
  change(paths.expireInstrument, 'instruments', expireInstrumentSchema, ({ key, note }, by) =>
    expireInstrument(headquarters, key, note, by),
  );
  change(
    paths.blockInstrument,
    'instruments',
    blockInstrumentSchema,
    ({ key, blocked, note }, by) => blockInstrument(headquarters, key, blocked, note, by),
  );
  change(
    paths.breakLock,
    'locks',
    breakLockSchema,
    async ({ request, reason, note, second }, by, address) => {
      const approved = await approve(by, second, 'locks', `${reason}: ${note}`, address);
      return approved.ok ? breakLock(headquarters, request, approved.value) : approved;
    },
  );
}

function serveExceptions({ headquarters, read, ask, change, approve }: Office): void {
  const db = headquarters.db.query;
  read(paths.exceptions, exceptionsQuerySchema, async (query) =>
    ok(await exceptionRows(db, query)),
  );
  read(paths.lateSales, lateSalesQuerySchema, async ({ after }) => ok(await lateSales(db, after)));
  change(paths.closeException, 'exceptions', closeExceptionSchema, ({ id, note }, by) =>
    closeException(headquarters, id, note, by),
  );
  change(paths.chargeException, 'exceptions', chargeExceptionSchema, ({ id }, by) =>
    chargeException(headquarters, id, by),
  );
  change(paths.retryParked, 'exceptions', nothing, async () =>
    ok({ posted: await retryParked(headquarters) }),
  );
  read(paths.parkedEntry, parkedEntryQuerySchema, (key) => viewParked(headquarters, key));
  ask(paths.lookAtRepair, lookAtRepairSchema, ({ text, ...key }) =>
    lookAtRepair(headquarters, key, text),
  );
  change(
    paths.repairEntry,
    'exceptions',
    repairEntrySchema,
    async ({ text, note, second, ...key }, by, address) => {
      const approved = await approve(by, second, 'exceptions', note, address);
      return approved.ok ? repairEntry(headquarters, key, text, approved.value) : approved;
    },
  );
}

function serveReports({ headquarters, read }: Office): void {
  read(paths.liabilityReport, liabilityQuerySchema, async ({ at }) =>
    ok(await liabilityReport(headquarters, at)),
  );
  read(paths.movementReport, periodSchema, async (period) =>
    ok(await movementReport(headquarters, period)),
  );
  read(paths.offlineShareReport, offlineShareQuerySchema, async (query) =>
    ok(await offlineShareReport(headquarters, query)),
  );
  read(paths.lockAgeReport, nothing, async () => ok(await lockAgeReport(headquarters)));
}
