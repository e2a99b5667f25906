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
import { shiftListQuerySchema } from '../../shared/wire/shiftlist.ts';
import { nothing } from '../http/route.ts';
import { accountNames } from './accounts.ts';
import { listAudit } from './audit.ts';
import { endWait } from './breaking.ts';
import { serveCards } from './cardroutes.ts';
import { distributionState, resetCaches, runJob } from './distribution.ts';
import type { Office } from './officeapi.ts';
import { houseCurrency, overview, recoveryState } from './overview.ts';
import { applyParameters, parameterHistory, parameterState, saveParameters } from './parameters.ts';
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
  serveCards(office);
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
