/** The routes of the head office page, room by room. */
import { z } from 'zod';
import { done, ok } from '../../shared/fault.ts';
import {
  activationCodeRequestSchema,
  endWaitSchema,
  headOfficePaths as paths,
  registerActiveSchema,
  runJobSchema,
  saveParametersSchema,
} from '../../shared/wire/headoffice.ts';
import {
  blockInstrumentSchema,
  breakLockSchema,
  chargeExceptionSchema,
  closeExceptionSchema,
  instrumentsQuerySchema,
  issueInstrumentSchema,
} from '../../shared/wire/instruments.ts';
import { hash } from '../../shared/wire/parts.ts';
import { shiftListQuerySchema } from '../../shared/wire/shiftlist.ts';
import { nothing } from '../http/route.ts';
import { accountNames } from './accounts.ts';
import { listAudit } from './audit.ts';
import { breakLock, endWait } from './breaking.ts';
import { chargeException, closeException } from './charging.ts';
import { distributionState, resetCaches, runJob } from './distribution.ts';
import { exceptionRows } from './exceptionrows.ts';
import { instrumentHistory, instrumentRows } from './instrumentrows.ts';
import { blockInstrument, createInstrument } from './instruments.ts';
import type { Office } from './officeapi.ts';
import { houseCurrency, overview, recoveryState } from './overview.ts';
import { applyParameters, parameterHistory, parameterState, saveParameters } from './parameters.ts';
import { retryParked } from './backlog.ts';
import { registerRows } from './registerrows.ts';
import { shiftRows } from './shiftrows.ts';
import { createActivationCode, setRegisterActive } from './registers.ts';

export function serveOffice(office: Office): void {
  const { headquarters, read } = office;
  const db = headquarters.db.query;
  read(paths.overview, nothing, async () => ok(await overview(db, headquarters.clock.now())));
  read(
    paths.audit,
    z.object({ before: z.coerce.number().int().min(1).optional() }),
    async ({ before }) => ok({ rows: await listAudit(db, before ?? null) }),
  );
  read(paths.shifts, shiftListQuerySchema, async ({ register }) =>
    ok(await shiftRows(db, register ?? null)),
  );
  serveParameters(office);
  serveRegisters(office);
  serveInstruments(office);
  serveExceptions(office);
}

function serveParameters({ headquarters, read, change }: Office): void {
  const db = headquarters.db.query;
  read(paths.parameters, nothing, async () => {
    const { saved, applied, row } = await parameterState(db);
    const { channels } = await distributionState(db);
    const nameOf = await accountNames(db);
    return ok({
      saved,
      applied,
      currency: await houseCurrency(db),
      resets: Math.max(0, ...channels.map((channel) => channel.resets)),
      savedAt: row?.saved_at ?? null,
      savedBy: row && nameOf(row.saved_by),
      appliedAt: row?.applied_at ?? null,
    });
  });
  read(paths.parameterHistory, nothing, async () => ok(await parameterHistory(db)));
  for (const [path, save] of [
    [paths.parameters, saveParameters],
    [paths.applyParameters, applyParameters],
  ] as const)
    change(
      path,
      'parameters',
      saveParametersSchema,
      (body, by) => save(headquarters, body, by),
      'parameters.invalid',
    );
  change(paths.resetCache, 'parameters', nothing, async (_body, by) => {
    await headquarters.db.transaction((act) => resetCaches(headquarters, act, by));
    return done;
  });
  read(paths.distribution, nothing, async () => ok(await distributionState(db)));
  change(paths.runJob, 'distribution', runJobSchema, async ({ job, full }, by) =>
    ok({ version: await runJob(headquarters, job, full, by) }),
  );
}

function serveRegisters({ headquarters, read, change, approve }: Office): void {
  const db = headquarters.db.query;
  read(paths.registers, nothing, async () => ok(await registerRows(db, headquarters.clock.now())));
  change(paths.activationCode, 'registers', activationCodeRequestSchema, ({ register }, by) =>
    createActivationCode(headquarters, register, by),
  );
  change(paths.registerActive, 'registers', registerActiveSchema, ({ register, active }, by) =>
    setRegisterActive(headquarters, register, active, by),
  );
  read(paths.recovery, nothing, async () => ok(await recoveryState(db)));
  change(
    paths.recovery,
    'recovery',
    endWaitSchema,
    async ({ register, note, second }, by, address) => {
      const approved = await approve(by, second, 'recovery', note, address);
      return approved.ok ? endWait(headquarters, register, approved.value) : approved;
    },
  );
}

function serveInstruments({ headquarters, read, change, approve }: Office): void {
  read(paths.instruments, instrumentsQuerySchema, async (query) =>
    ok(await instrumentRows(headquarters, query)),
  );
  read(paths.instrument, z.object({ key: hash }), ({ key }) =>
    instrumentHistory(headquarters, key),
  );
  change(paths.instruments, 'instruments', issueInstrumentSchema, (body, by) =>
    createInstrument(headquarters, body, by),
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

function serveExceptions({ headquarters, read, change }: Office): void {
  const db = headquarters.db.query;
  read(
    paths.exceptions,
    z.object({ state: z.enum(['open', 'closed']).default('open') }),
    async ({ state }) => ok(await exceptionRows(db, state)),
  );
  change(paths.closeException, 'exceptions', closeExceptionSchema, ({ id, note }, by) =>
    closeException(headquarters, id, note, by),
  );
  change(paths.chargeException, 'exceptions', chargeExceptionSchema, ({ id }, by) =>
    chargeException(headquarters, id, by),
  );
  change(paths.retryParked, 'exceptions', nothing, async () =>
    ok({ posted: await retryParked(headquarters) }),
  );
}
