/**
 * The contract head office page -> headquarters: paths, requests, answers. The session is a cookie that scripts cannot read; every request
 * that changes something carries the session's CSRF token in `csrfHeader`, and may carry an idempotency key. A failure is a problem
 * (`problem.ts`) with status 4xx; long lists come in pages (`page.ts`). The whole of it as OpenAPI: `openApiPath`.
 */
import { z } from 'zod';
import { offlineProfileSchema, parametersSchema, postingSchema } from './feed.ts';
import { pageAnswer, pageQuery } from './page.ts';
import { amount, count, currency, id, instant, shortText } from './parts.ts';
import { policySchema } from './policy.ts';

export const csrfHeader = 'holdfast-csrf';
/** The same key with the same body is answered as before, without acting again. */
export const idempotencyHeader = 'idempotency-key';
export const openApiPath = '/api/openapi.json';

/** GET unless said otherwise. */
export const headOfficePaths = {
  /** GET session, POST sign in, DELETE sign out. */
  session: '/api/session',
  overview: '/api/overview',
  /** GET; POST saves a new version without handing it out. */
  parameters: '/api/parameters',
  parameterHistory: '/api/parameters/history',
  /** POST: saves, runs job 1110 and resets the caches of all channels. The same body as saving. */
  applyParameters: '/api/parameters/apply',
  /** POST, with a channel or without: channels drop their parameter cache. */
  resetCache: '/api/cache/reset',
  registers: '/api/registers',
  shifts: '/api/shifts',
  /** POST: a one-time activation code. */
  activationCode: '/api/registers/activation-code',
  /** POST: switches a register on or off. */
  registerActive: '/api/registers/active',
  /** POST: a new register of a store. */
  addRegister: '/api/registers/add',
  /** POST: asks a register to send and fetch everything now. */
  syncRegister: '/api/registers/sync',
  /** GET with the query of `chainQuerySchema`; `chainFile` answers the same as CSV. */
  chain: '/api/registers/chain',
  chainFile: '/api/registers/chain.csv',
  /** GET with the query of `instrumentsQuerySchema`; POST issues a card from head office. */
  instruments: '/api/instruments',
  /** GET with `?key=`. */
  instrument: '/api/instrument',
  /** POST: the instrument with a whole number, which no address may hold. */
  findInstrument: '/api/instrument/find',
  /** POST: corrects a balance, with a reason. */
  adjustInstrument: '/api/instrument/adjust',
  /** POST: writes off what is left of one whose validity is over. */
  expireInstrument: '/api/instrument/expire',
  /** POST: blocks or unblocks. */
  blockInstrument: '/api/instrument/block',
  /** POST: a person signs in for a second pair of eyes in the same request. */
  breakLock: '/api/locks/break',
  /** GET with the query of `exceptionsQuerySchema`. */
  exceptions: '/api/exceptions',
  /** GET: sales that settled after their lock was gone. */
  lateSales: '/api/exceptions/late',
  /** GET: a parked entry. POST to the others: what would be posted of a repaired one; posting it, with a second person. */
  parkedEntry: '/api/exceptions/entry',
  lookAtRepair: '/api/exceptions/repair/look',
  repairEntry: '/api/exceptions/repair',
  /** POST: closes one with a note. */
  closeException: '/api/exceptions/close',
  /** POST: takes the missing amount, or what is there of it, from the card (PROTOCOL P4). */
  chargeException: '/api/exceptions/charge',
  /** POST without body: reads parked entries again, after an update of headquarters (PROTOCOL P6). */
  retryParked: '/api/exceptions/retry',
  /** GET with the query of `mailsQuerySchema`: receipts by e-mail. POST to the others: sends one that failed again; all of them; gives one up. */
  mails: '/api/mails',
  retryMail: '/api/mails/retry',
  retryMails: '/api/mails/retry-all',
  giveUpMail: '/api/mails/give-up',
  liabilityReport: '/api/reports/liability',
  movementReport: '/api/reports/movements',
  offlineShareReport: '/api/reports/offline-share',
  lockAgeReport: '/api/reports/lock-age',
  distribution: '/api/distribution',
  /** POST: runs a job now. */
  runJob: '/api/distribution/run',
  /** POST: when a job runs by itself. */
  scheduleJob: '/api/distribution/schedule',
  /** GET, newest first, in pages. */
  audit: '/api/audit',
  /** GET the state of recovery; POST ends the wait for a lost register, with a second person. */
  recovery: '/api/recovery',
} as const;

export const accountRoles = ['administrator', 'finance', 'auditor'] as const;
export type AccountRole = (typeof accountRoles)[number];
export type Permission =
  | 'parameters'
  | 'distribution'
  | 'masterData'
  | 'registers'
  | 'instruments'
  | 'locks'
  | 'exceptions'
  | 'recovery';
/** What each role may change; everybody with an account may read everything. */
export const permissions: Readonly<Record<AccountRole, readonly Permission[]>> = {
  administrator: [
    'parameters',
    'distribution',
    'masterData',
    'registers',
    'instruments',
    'locks',
    'exceptions',
    'recovery',
  ],
  finance: ['parameters', 'instruments', 'locks', 'exceptions', 'recovery'],
  auditor: [],
};

const password = z.string().min(1).max(200);
const accountRole = z.enum(accountRoles);

export const signInSchema = z.strictObject({ account: z.string().min(1).max(64), password });
export type SignIn = z.infer<typeof signInSchema>;

/** `account` null: nobody is signed in. */
export const sessionSchema = z.strictObject({
  account: z.strictObject({ id, name: shortText, role: accountRole }).nullable(),
  csrf: z.string().nullable(),
  /** Currency of amounts that belong to no instrument, such as limits. */
  currency,
});
export type Session = z.infer<typeof sessionSchema>;

export const overviewSchema = z.strictObject({
  /** What is owed to the holders of open instruments, by kind and currency. */
  liability: z.array(
    z.strictObject({ kind: z.enum(['giftCard', 'creditMemo']), currency, amount }),
  ),
  instruments: z.strictObject({ giftCards: count, creditMemos: count, locked: count }),
  registers: z.strictObject({ total: count, connected: count, owing: count }),
  openExceptions: count,
  /** Receipts by e-mail that failed and nobody has given up. */
  failedMails: count,
  salesPosted: count,
  recovery: z.boolean(),
  halted: z.boolean(),
});
export type Overview = z.infer<typeof overviewSchema>;

// Commerce parameters

/** `base`: the version that the page showed; a newer one since then is refused with parameters.conflict. */
export const saveParametersSchema = z.strictObject({
  base: count,
  posting: postingSchema,
  offlineProfile: offlineProfileSchema,
  /** Absent: as it is. */
  policy: policySchema.optional(),
});
export type SaveParameters = z.infer<typeof saveParametersSchema>;
const versionFacts = {
  savedAt: instant.nullable(),
  savedBy: shortText.nullable(),
  appliedAt: instant.nullable(),
};
/** `saved` is what the page edits, `applied` what registers are given; they differ while something is saved and not applied. */
export const parametersStateSchema = z.strictObject({
  saved: parametersSchema,
  applied: parametersSchema,
  currency,
  resets: count,
  ...versionFacts,
});
export type ParametersState = z.infer<typeof parametersStateSchema>;
/** Newest first. `previous`: the version before it; null for the first. */
export const parameterHistorySchema = z.strictObject(
  pageAnswer(
    z.strictObject({
      parameters: parametersSchema,
      previous: parametersSchema.nullable(),
      ...versionFacts,
    }),
  ),
);
export const parameterHistoryQuerySchema = z.object(pageQuery);
export type ParameterHistory = z.infer<typeof parameterHistorySchema>;

// Registers

export const activationCodeRequestSchema = z.strictObject({ register: id });
export const activationCodeSchema = z.strictObject({
  register: id,
  code: z.string(),
  expires: instant,
});
export type ActivationCode = z.infer<typeof activationCodeSchema>;
export const registerActiveSchema = z.strictObject({ register: id, active: z.boolean() });

// Audit, recovery

export const auditQuerySchema = z.object(pageQuery);
export const auditSchema = z.strictObject(
  pageAnswer(
    z.strictObject({
      number: count,
      at: instant,
      account: shortText,
      second: shortText.nullable(),
      act: shortText,
      detail: z.string(),
    }),
  ),
);

/** `atRisk`: balances that the register held when it was last heard. `halted`: an unnoticed restore was found; nothing is granted. */
export const recoverySchema = z.strictObject({
  epoch: count,
  recovering: z.boolean(),
  halted: z.string().nullable(),
  awaited: z.array(
    z.strictObject({
      register: id,
      registerName: z.string(),
      lastContact: instant.nullable(),
      locks: count,
      atRisk: amount,
    }),
  ),
});
export type Recovery = z.infer<typeof recoverySchema>;
export const endWaitSchema = z.strictObject({
  register: id,
  note: z.string().min(1).max(500),
  second: signInSchema,
});
