/**
 * The contract head office page -> headquarters: paths, requests, answers. The session is a cookie that scripts cannot read; every request
 * that changes something carries the session's CSRF token in `csrfHeader`. A failure is `{ fault }` with status 4xx.
 */
import { z } from 'zod';
import { jobSchema, offlineProfileSchema, parametersSchema, postingSchema } from './feed.ts';
import { amount, count, currency, hash, id, instant, shortText, text } from './parts.ts';

export const csrfHeader = 'holdfast-csrf';

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
  /** POST without body: channels drop their parameter cache. */
  resetCache: '/api/cache/reset',
  registers: '/api/registers',
  /** POST: a one-time activation code. */
  activationCode: '/api/registers/activation-code',
  /** POST: switches a register on or off. */
  registerActive: '/api/registers/active',
  /** GET with the query of `instrumentsQuerySchema`; POST issues a card from head office. */
  instruments: '/api/instruments',
  /** GET with `?key=`. */
  instrument: '/api/instrument',
  /** POST: blocks or unblocks. */
  blockInstrument: '/api/instrument/block',
  /** POST: a person signs in for a second pair of eyes in the same request. */
  breakLock: '/api/locks/break',
  /** GET with `?state=open|closed`. */
  exceptions: '/api/exceptions',
  /** POST: closes one with a note. */
  closeException: '/api/exceptions/close',
  /** POST: takes the missing amount, or what is there of it, from the card (PROTOCOL P4). */
  chargeException: '/api/exceptions/charge',
  /** POST without body: reads parked entries again, after an update of headquarters (PROTOCOL P6). */
  retryParked: '/api/exceptions/retry',
  distribution: '/api/distribution',
  /** POST: runs a job now. */
  runJob: '/api/distribution/run',
  /** GET, newest first, with `?before=` an audit number. */
  audit: '/api/audit',
  /** GET the state of recovery; POST ends the wait for a lost register, with a second person. */
  recovery: '/api/recovery',
} as const;

export const accountRoles = ['administrator', 'finance', 'auditor'] as const;
export type AccountRole = (typeof accountRoles)[number];
export type Permission = 'parameters' | 'distribution' | 'registers' | 'instruments' | 'locks' | 'exceptions' | 'recovery';
/** What each role may change; everybody with an account may read everything. */
export const permissions: Readonly<Record<AccountRole, readonly Permission[]>> = {
  administrator: ['parameters', 'distribution', 'registers', 'instruments', 'locks', 'exceptions', 'recovery'],
  finance: ['parameters', 'instruments', 'locks', 'exceptions', 'recovery'],
  auditor: [],
};

const password = z.string().min(1).max(200);
const accountRole = z.enum(accountRoles);

export const signInSchema = z.strictObject({ account: z.string().min(1).max(64), password });
export type SignIn = z.infer<typeof signInSchema>;
/** The second person of an act that needs two. */
const second = signInSchema;

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
  liability: z.array(z.strictObject({ kind: z.enum(['giftCard', 'creditMemo']), currency, amount })),
  instruments: z.strictObject({ giftCards: count, creditMemos: count, locked: count }),
  registers: z.strictObject({ total: count, connected: count, owing: count }),
  openExceptions: count,
  salesPosted: count,
  recovery: z.boolean(),
  halted: z.boolean(),
});
export type Overview = z.infer<typeof overviewSchema>;

// Commerce parameters

/** `base`: the version that the page showed; a newer one since then is refused with parameters.conflict. */
export const saveParametersSchema = z.strictObject({ base: count, posting: postingSchema, offlineProfile: offlineProfileSchema });
export type SaveParameters = z.infer<typeof saveParametersSchema>;
const versionFacts = { savedAt: instant.nullable(), savedBy: shortText.nullable(), appliedAt: instant.nullable() };
/** `saved` is what the page edits, `applied` what registers are given; they differ while something is saved and not applied. */
export const parametersStateSchema = z.strictObject({
  saved: parametersSchema,
  applied: parametersSchema,
  currency,
  resets: count,
  ...versionFacts,
});
export type ParametersState = z.infer<typeof parametersStateSchema>;
export const parameterHistorySchema = z.strictObject({ versions: z.array(z.strictObject({ parameters: parametersSchema, ...versionFacts })) });
export type ParameterHistory = z.infer<typeof parameterHistorySchema>;

// Registers

/** connected: heard lately. offline: its channel is heard, it is not. missing: not seen for more than a day. never: not activated yet. off: switched off. */
export const contactSchema = z.enum(['connected', 'offline', 'missing', 'never', 'off']);
export type Contact = z.infer<typeof contactSchema>;
export const registerRowSchema = z.strictObject({
  id,
  name: z.string(),
  store: id,
  storeName: text,
  contact: contactSchema,
  lastContact: instant.nullable(),
  parameterVersion: count.nullable(),
  versions: z.record(z.string(), count),
  /** Newest entry number that the register named, and newest that headquarters posted. */
  head: count.nullable(),
  posted: count,
  /** Entries that the register has and headquarters has not posted, as far as is known. */
  owes: count,
  pendingValue: z.int(),
  /** Milliseconds that the register's clock is ahead. */
  clockAhead: z.int().nullable(),
  version: shortText.nullable(),
  locks: count,
  /** Recovery waits for this register. */
  awaited: z.boolean(),
});
export type RegisterRow = z.infer<typeof registerRowSchema>;
export const registersSchema = z.strictObject({ registers: z.array(registerRowSchema), appliedVersion: count });
export type Registers = z.infer<typeof registersSchema>;
export const activationCodeRequestSchema = z.strictObject({ register: id });
export const activationCodeSchema = z.strictObject({ register: id, code: z.string(), expires: instant });
export type ActivationCode = z.infer<typeof activationCodeSchema>;
export const registerActiveSchema = z.strictObject({ register: id, active: z.boolean() });

// Instruments and locks

const instrumentKind = z.enum(['giftCard', 'creditMemo']);
const purpose = z.enum(['pay', 'issue', 'addValue', 'refundTo', 'cashOut']);
/** `text`: last four digits, register name or sale id. `after`: the key of the last row of the page before. */
export const instrumentsQuerySchema = z.object({
  kind: instrumentKind,
  show: z.enum(['all', 'locked', 'expired', 'blocked']).default('all'),
  text: z.string().max(64).default(''),
  after: hash.optional(),
});
export type InstrumentsQuery = z.input<typeof instrumentsQuerySchema>;

export const lockRowSchema = z.strictObject({
  request: id,
  purpose,
  store: id,
  storeName: text,
  register: id,
  registerName: z.string(),
  contact: contactSchema,
  lastContact: instant.nullable(),
  sale: id,
  cashier: id,
  cashierName: text.nullable(),
  since: instant,
  /** At risk when the lock is broken: the balance that the grant named. */
  balance: amount,
  /** The parked entry that the lock waits for (PROTOCOL P6). */
  parked: z.strictObject({ number: count, hash }).nullable(),
});
export type LockRow = z.infer<typeof lockRowSchema>;
export const instrumentRowSchema = z.strictObject({
  key: hash,
  kind: instrumentKind,
  last4: z.string(),
  currency,
  balance: amount,
  expires: instant.nullable(),
  state: z.enum(['open', 'used', 'blocked', 'expired']),
  lock: lockRowSchema.nullable(),
});
export type InstrumentRow = z.infer<typeof instrumentRowSchema>;
/** `counts` are those of the whole kind; `next` goes into `after` for the next page. */
export const instrumentsSchema = z.strictObject({
  rows: z.array(instrumentRowSchema),
  counts: z.strictObject({ all: count, locked: count, expired: count, blocked: count }),
  liability: z.array(z.strictObject({ currency, amount })),
  next: hash.nullable(),
});
export type Instruments = z.infer<typeof instrumentsSchema>;

/** One change of the balance: what happened, by how much, and the balance after it. */
export const instrumentPostingSchema = z.strictObject({
  at: instant,
  act: z.enum(['opening', 'issue', 'addValue', 'refundTo', 'pay', 'remainder', 'charge']),
  change: amount,
  balance: amount,
  sale: id.nullable(),
  receipt: z.string().nullable(),
  registerName: z.string().nullable(),
});
export type InstrumentPosting = z.infer<typeof instrumentPostingSchema>;
export const lockHistoryRowSchema = z.strictObject({
  request: id,
  purpose,
  registerName: z.string(),
  sale: id,
  since: instant,
  ended: instant.nullable(),
  state: z.enum(['live', 'freed', 'settled', 'broken', 'superseded']),
  endedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type LockHistoryRow = z.infer<typeof lockHistoryRowSchema>;
export const instrumentDetailSchema = z.strictObject({ instrument: instrumentRowSchema, postings: z.array(instrumentPostingSchema), locks: z.array(lockHistoryRowSchema) });
export type InstrumentDetail = z.infer<typeof instrumentDetailSchema>;

export const issueInstrumentSchema = z.strictObject({
  kind: instrumentKind,
  number: z.string().min(4).max(40),
  pin: z.string().regex(/^\d{4,8}$/).optional(),
  amount,
  currency,
  expires: instant.optional(),
});
export type IssueInstrument = z.infer<typeof issueInstrumentSchema>;
export const blockInstrumentSchema = z.strictObject({ key: hash, blocked: z.boolean(), note: shortText });
export const breakReasons = ['registerLost', 'customerWaits', 'entryUnreadable', 'other'] as const;
export const breakLockSchema = z.strictObject({ request: id, reason: z.enum(breakReasons), note: shortText, second });
export type BreakLock = z.infer<typeof breakLockSchema>;

// Exceptions, distribution, audit, recovery

export const exceptionKinds = ['shortfall', 'restored', 'rolledBack', 'grantMisused', 'ungranted', 'issuedTwice', 'saleFlaw', 'ruleBreach', 'saleTwice', 'numberTwice', 'parked', 'headquartersRestored'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];
export const exceptionRowSchema = z.strictObject({
  id,
  kind: z.enum(exceptionKinds),
  at: instant,
  register: id.nullable(),
  registerName: z.string().nullable(),
  /** The other register of a shortfall: who holds or spent the instrument. */
  otherRegisterName: z.string().nullable(),
  instrument: hash.nullable(),
  last4: z.string().nullable(),
  sale: id.nullable(),
  receipt: z.string().nullable(),
  entry: hash.nullable(),
  entryNumber: count.nullable(),
  amount: amount.nullable(),
  /** Second amount where two are named (numbers or sales used twice), or what was charged since. */
  otherAmount: amount.nullable(),
  currency: currency.nullable(),
  /** What else is known, in English, for support. */
  detail: z.string(),
  closed: z.strictObject({ at: instant, by: shortText, note: shortText }).nullable(),
});
export type ExceptionRow = z.infer<typeof exceptionRowSchema>;
export const exceptionsSchema = z.strictObject({ rows: z.array(exceptionRowSchema), open: count });
export type Exceptions = z.infer<typeof exceptionsSchema>;
export const closeExceptionSchema = z.strictObject({ id, note: z.string().min(1).max(500) });
export const chargeExceptionSchema = z.strictObject({ id });

const run = z.strictObject({ job: jobSchema, version: count, at: instant, by: shortText, full: z.boolean(), rows: count });
/** `waiting`: rows changed since the last run; `channels`: the version that each channel has applied. */
export const distributionSchema = z.strictObject({
  jobs: z.array(z.strictObject({ job: jobSchema, name: text, version: count, rows: count, waiting: count, lastRun: run.nullable() })),
  channels: z.array(z.strictObject({ channel: id, name: shortText, lastContact: instant.nullable(), versions: z.record(z.string(), count), resets: count })),
  history: z.array(run),
});
export type Distribution = z.infer<typeof distributionSchema>;
export const runJobSchema = z.strictObject({ job: jobSchema, full: z.boolean() });

export const auditSchema = z.strictObject({ rows: z.array(z.strictObject({ number: count, at: instant, account: shortText, second: shortText.nullable(), act: shortText, detail: z.string() })) });
export type AuditTrail = z.infer<typeof auditSchema>;

/** `atRisk`: balances that the register held when it was last heard. `halted`: an unnoticed restore was found; nothing is granted. */
export const recoverySchema = z.strictObject({
  epoch: count,
  recovering: z.boolean(),
  halted: z.string().nullable(),
  awaited: z.array(z.strictObject({ register: id, registerName: z.string(), lastContact: instant.nullable(), locks: count, atRisk: amount })),
});
export type Recovery = z.infer<typeof recoverySchema>;
export const endWaitSchema = z.strictObject({ register: id, note: z.string().min(1).max(500), second });
export type EndWait = z.infer<typeof endWaitSchema>;
