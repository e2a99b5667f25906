/** Every door of channel and headquarters, with the schema of what it takes and who may knock. */
import { z } from 'zod';
import {
  channelActivateSchema,
  channelStatusSchema,
  headquartersPaths,
  packageRequestSchema,
} from '../../../shared/wire/channel.ts';
import { feedRequestSchema } from '../../../shared/wire/feed.ts';
import { holdSchema, inquirySchema } from '../../../shared/wire/grant.ts';
import {
  activationCodeRequestSchema,
  auditQuerySchema,
  endWaitSchema,
  headOfficePaths,
  parameterHistoryQuerySchema,
  registerActiveSchema,
  saveParametersSchema,
  signInSchema,
} from '../../../shared/wire/headoffice.ts';
import {
  chargeExceptionSchema,
  closeExceptionSchema,
  exceptionsQuerySchema,
  lateSalesQuerySchema,
  lookAtRepairSchema,
  parkedEntryQuerySchema,
  repairEntrySchema,
} from '../../../shared/wire/exceptions.ts';
import {
  adjustInstrumentSchema,
  blockInstrumentSchema,
  breakLockSchema,
  expireInstrumentSchema,
  findInstrumentSchema,
  instrumentQuerySchema,
  instrumentsQuerySchema,
  issueInstrumentSchema,
} from '../../../shared/wire/instruments.ts';
import { giveUpMailSchema, mailsQuerySchema, retryMailSchema } from '../../../shared/wire/mails.ts';
import { lostSchema, pushSchema } from '../../../shared/wire/journal.ts';
import { id } from '../../../shared/wire/parts.ts';
import {
  activateSchema,
  answersQuerySchema,
  channelPaths,
  registerStatusSchema,
} from '../../../shared/wire/register.ts';
import {
  liabilityQuerySchema,
  offlineShareQuerySchema,
  periodSchema,
} from '../../../shared/wire/reports.ts';
import { shiftListQuerySchema } from '../../../shared/wire/shiftlist.ts';
import {
  resetCacheSchema,
  runJobSchema,
  setScheduleSchema,
} from '../../../shared/wire/distribution.ts';
import {
  applyImportSchema,
  masterPaths,
  mastersQuerySchema,
  previewImportSchema,
  resetPinSchema,
  saveProductSchema,
  saveStaffSchema,
  saveStoreSchema,
} from '../../../shared/wire/masters.ts';
import {
  addRegisterSchema,
  chainQuerySchema,
  registersQuerySchema,
  syncRegisterSchema,
} from '../../../shared/wire/registerlist.ts';
import { nothing } from '../../../server/http/route.ts';

export type Door = {
  readonly of: 'channel' | 'headquarters' | 'office';
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly schema: z.ZodType;
};

const takes = (
  of: Door['of'],
  method: Door['method'],
  paths: readonly (readonly [string, z.ZodType])[],
): Door[] => paths.map(([path, schema]) => ({ of, method, path, schema }));

export const doors: readonly Door[] = [
  ...takes('channel', 'POST', [
    [channelPaths.activate, activateSchema],
    [channelPaths.heartbeat, registerStatusSchema],
    [channelPaths.push, pushSchema],
    [channelPaths.lost, lostSchema],
    [channelPaths.feed, feedRequestSchema],
    [channelPaths.hold, holdSchema],
    [channelPaths.inquire, inquirySchema],
    [channelPaths.resetCache, nothing],
  ]),
  ...takes('channel', 'GET', [
    [channelPaths.have, nothing],
    [channelPaths.answers, answersQuerySchema],
    [channelPaths.health, nothing],
  ]),
  ...takes('headquarters', 'POST', [
    [headquartersPaths.activate, channelActivateSchema],
    [headquartersPaths.heartbeat, channelStatusSchema],
    [headquartersPaths.have, pushSchema],
    [headquartersPaths.push, pushSchema],
    [headquartersPaths.packages, packageRequestSchema],
    [headquartersPaths.hold, holdSchema],
    [headquartersPaths.inquire, inquirySchema],
  ]),
  ...takes('headquarters', 'GET', [
    [headquartersPaths.have, z.object({ register: id })],
    [headquartersPaths.answers, answersQuerySchema],
    [headquartersPaths.devices, nothing],
  ]),
  ...takes('office', 'POST', [
    [headOfficePaths.session, signInSchema],
    [headOfficePaths.parameters, saveParametersSchema],
    [headOfficePaths.applyParameters, saveParametersSchema],
    [headOfficePaths.resetCache, resetCacheSchema],
    [headOfficePaths.scheduleJob, setScheduleSchema],
    [headOfficePaths.addRegister, addRegisterSchema],
    [headOfficePaths.syncRegister, syncRegisterSchema],
    [masterPaths.products, saveProductSchema],
    [masterPaths.staff, saveStaffSchema],
    [masterPaths.resetPin, resetPinSchema],
    [masterPaths.stores, saveStoreSchema],
    [masterPaths.previewImport, previewImportSchema],
    [masterPaths.applyImport, applyImportSchema],
    [headOfficePaths.activationCode, activationCodeRequestSchema],
    [headOfficePaths.registerActive, registerActiveSchema],
    [headOfficePaths.instruments, issueInstrumentSchema],
    [headOfficePaths.blockInstrument, blockInstrumentSchema],
    [headOfficePaths.breakLock, breakLockSchema],
    [headOfficePaths.closeException, closeExceptionSchema],
    [headOfficePaths.chargeException, chargeExceptionSchema],
    [headOfficePaths.retryParked, nothing],
    [headOfficePaths.retryMail, retryMailSchema],
    [headOfficePaths.retryMails, nothing],
    [headOfficePaths.giveUpMail, giveUpMailSchema],
    [headOfficePaths.lookAtRepair, lookAtRepairSchema],
    [headOfficePaths.repairEntry, repairEntrySchema],
    [headOfficePaths.findInstrument, findInstrumentSchema],
    [headOfficePaths.adjustInstrument, adjustInstrumentSchema],
    [headOfficePaths.expireInstrument, expireInstrumentSchema],
    [headOfficePaths.runJob, runJobSchema],
    [headOfficePaths.recovery, endWaitSchema],
  ]),
  ...takes('office', 'GET', [
    [headOfficePaths.overview, nothing],
    [headOfficePaths.parameters, nothing],
    [headOfficePaths.parameterHistory, parameterHistoryQuerySchema],
    [headOfficePaths.registers, registersQuerySchema],
    [headOfficePaths.chain, chainQuerySchema],
    [headOfficePaths.chainFile, chainQuerySchema],
    [masterPaths.products, mastersQuerySchema],
    [masterPaths.staff, mastersQuerySchema],
    [masterPaths.stores, mastersQuerySchema],
    [headOfficePaths.instruments, instrumentsQuerySchema],
    [headOfficePaths.instrument, instrumentQuerySchema],
    [headOfficePaths.exceptions, exceptionsQuerySchema],
    [headOfficePaths.lateSales, lateSalesQuerySchema],
    [headOfficePaths.mails, mailsQuerySchema],
    [headOfficePaths.parkedEntry, parkedEntryQuerySchema],
    [headOfficePaths.liabilityReport, liabilityQuerySchema],
    [headOfficePaths.movementReport, periodSchema],
    [headOfficePaths.offlineShareReport, offlineShareQuerySchema],
    [headOfficePaths.lockAgeReport, nothing],
    [headOfficePaths.distribution, nothing],
    [headOfficePaths.audit, auditQuerySchema],
    [headOfficePaths.shifts, shiftListQuerySchema],
    [headOfficePaths.recovery, nothing],
  ]),
];
