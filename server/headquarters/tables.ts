/** The rows of headquarters' tables. Instants are ISO text, money minor units, booleans 0 or 1, `json` columns canonical or plain JSON text. */
import type { Generated, Selectable } from 'kysely';
import type {
  Hash,
  Instant,
  RegisterId,
  RequestId,
  SaleId,
  StaffId,
  StoreId,
} from '../../shared/identity.ts';
import type { InstrumentKind, Purpose } from '../../shared/instrument.ts';
import type { Currency } from '../../shared/money.ts';
import type { AnswerState } from '../../shared/entry.ts';
import type { AccountRole } from '../../shared/wire/headoffice.ts';
import type { ExceptionKind } from '../../shared/wire/exceptions.ts';
import type {
  BookNoteTable,
  LedgerDayTable,
  LedgerMonthTable,
  RepairTable,
  SaleDayTable,
} from './cardtables.ts';
import type {
  JobRunChannelTable,
  JobRunRecord,
  JobScheduleTable,
  JobTable,
  MasterTable,
  ParameterVersionTable,
  StoreTable,
} from './mastertables.ts';
import type { MailTable } from './mailtable.ts';
import type { ReturnedLineTable, ShiftSumTable, ShiftTable } from './shifttables.ts';

type Flag = 0 | 1;

export type InstrumentTable = {
  key: Hash;
  kind: InstrumentKind;
  last4: string;
  currency: Currency;
  balance: number;
  /** Number of postings (PROTOCOL section 2). */
  version: number;
  /** Fencing counter of the newest lock. */
  token: number;
  /** 0 while a number is only locked for an issue that has not been posted. */
  issued: Flag;
  blocked: Flag;
  expires: Instant | null;
  pin_hash: string | null;
  pin_failures: number;
  pin_locked_until: Instant | null;
};

export type LockState = 'live' | 'freed' | 'refused' | 'settled' | 'broken' | 'superseded';
/** A request and what became of it, for ever; it is the lock while its state is live. */
export type LockTable = {
  request: RequestId;
  state: LockState;
  register: RegisterId;
  store: StoreId;
  sale: SaleId;
  cashier: StaffId;
  kind: InstrumentKind;
  purpose: Purpose;
  /** null for a request that was refused before an instrument was known. */
  instrument: Hash | null;
  last4: string;
  balance: number;
  currency: Currency;
  epoch: number;
  token: number;
  reserved_key: Hash | null;
  grant_json: string | null;
  fault_json: string | null;
  since: Instant;
  ended: Instant | null;
  ended_by: string | null;
  reason: string | null;
  /** Of a card that is being issued with a PIN. */
  pin_hash?: string | null | undefined;
};

/** One transaction of the ledger. */
export type BookTable = {
  id: string;
  act: string;
  entry: Hash | null;
  register: RegisterId | null;
  sale: SaleId | null;
  receipt: string | null;
  at: Instant;
  /** Day of `at` in its store's time zone, head office's in UTC; null for a book of a version that knew no zones: UTC's. */
  day: string | null;
};
/** One line of it: debit positive, credit negative. `balance`: of the instrument after it. */
export type PostingTable = {
  book: string;
  line: number;
  account: string;
  amount: number;
  currency: Currency;
  instrument: Hash | null;
  act: string | null;
  balance: number | null;
};

export type ExceptionTable = {
  id: string;
  kind: ExceptionKind;
  at: Instant;
  register: RegisterId | null;
  other_register: RegisterId | null;
  instrument: Hash | null;
  last4: string | null;
  request: RequestId | null;
  sale: SaleId | null;
  receipt: string | null;
  entry: Hash | null;
  entry_number: number | null;
  amount: number | null;
  other_amount: number | null;
  currency: Currency | null;
  detail: string;
  closed_at: Instant | null;
  closed_by: string | null;
  closed_note: string | null;
};

export type ChannelTable = {
  id: string;
  name: string;
  token_hash: Hash;
  resets: number;
  /** Number of its newest answer. */
  answered: number;
  last_contact: Instant | null;
  versions_json: string;
  parameter_version: number | null;
  /** Why it could not take in what it was handed last. */
  failure_json?: string | null | undefined;
};
export type RegisterRecord = {
  id: RegisterId;
  name: string;
  store: StoreId;
  active: Flag;
  activated_at: Instant | null;
  token_hash: Hash | null;
  incarnation: number;
  last_seq: number | null;
  last_id: string | null;
  wants_json: string;
  /** Newest entry it named in a HOLD. */
  head_hash: Hash | null;
  head_number: number | null;
  /** Recovery waits for it; `abandoned_epoch`: the wait was ended, its grants of earlier epochs are late. */
  awaited: Flag;
  abandoned_epoch: number;
  last_contact: Instant | null;
  status_json: string | null;
  clock_ahead: number | null;
  inquiry_failures: number;
  inquiry_since: Instant | null;
  /** Grows with every message that locked the row. */
  messages: number;
  /** How often head office asked it to send and fetch everything, and how much of that it has done. */
  sync_asked: Generated<number>;
  sync_done: Generated<number>;
};
/** A register as it is read. */
export type RegisterTable = Selectable<RegisterRecord>;
export type ActivationTable = {
  code_hash: Hash;
  register: RegisterId;
  expires: Instant;
  used_at: Instant | null;
};

export type EntryState = 'waiting' | 'posted' | 'parked';
/** Register and hash are the key: one register's chain may hold an entry that belongs to another (PROTOCOL P6). */
export type EntryTable = {
  hash: Hash;
  register: RegisterId;
  number: number;
  content: string;
  state: EntryState;
  /** 1 while no other entry names it as its predecessor. */
  is_head: Flag;
  sale: SaleId | null;
  receipt: string | null;
  total: number | null;
  received_at: Instant;
  posted_at: Instant | null;
  /** Day on which the register completed its posted sale, in the store's time zone as it then was; none: UTC's. */
  day?: string | null | undefined;
};
/** A text that came under a hash that is not its own; `found` is its own. */
export type DamagedEntryTable = {
  register: RegisterId;
  hash: Hash;
  found: Hash;
  received_at: Instant;
};
/** How many entries a register's chain has, and how many posted sales. */
export type ChainLengthTable = { register: RegisterId; entries: number; sales: number };
export type EntryLinkTable = { child: Hash; parent: Hash; register: RegisterId; missing: Flag };
export type AnswerTable = {
  channel: string;
  number: number;
  entry: Hash;
  register: RegisterId;
  entry_number: number;
  state: AnswerState;
  amounts_json: string;
  at: Instant;
};

export type AccountTable = {
  id: string;
  name: string;
  role: AccountRole;
  password_hash: string;
  failures: number;
  locked_until: Instant | null;
};
export type SessionTable = { token_hash: Hash; account: string; csrf: string; expires: Instant };
export type AuditTable = {
  number: number;
  at: Instant;
  account: string;
  second: string | null;
  act: string;
  detail: string;
};
/** Each row's seal; see seals.ts. */
export type AuditSealTable = { number: number; hash: Hash };
/** One row: the newest number and its seal, and a keyed mark over both. */
export type AuditHeadTable = { one: number; number: number; hash: Hash; mark: Hash };
/** Failures of one subject (an account, a channel that activates) from one address. */
export type FailureTable = {
  kind: 'account' | 'activation';
  subject: string;
  address: string;
  failures: number;
  last_at: Instant | null;
  locked_until: Instant | null;
  succeeded_at: Instant | null;
};
/** `key` and `body` are keyed hashes, `answer` is encrypted; null while the act goes on. */
export type IdempotencyKeyTable = {
  key: Hash;
  body: Hash;
  answer: string | null;
  expires: Instant;
};
export type SettingTable = { name: string; value: string };

export type Tables = {
  instrument: InstrumentTable;
  lock: LockTable;
  book: BookTable;
  posting: PostingTable;
  book_note: BookNoteTable;
  ledger_day: LedgerDayTable;
  ledger_month: LedgerMonthTable;
  exception: ExceptionTable;
  store: StoreTable;
  channel: ChannelTable;
  register: RegisterRecord;
  activation: ActivationTable;
  entry: EntryTable;
  mail: MailTable;
  damaged_entry: DamagedEntryTable;
  entry_link: EntryLinkTable;
  repair: RepairTable;
  sale_day: SaleDayTable;
  chain_length: ChainLengthTable;
  answer: AnswerTable;
  shift: ShiftTable;
  shift_sum: ShiftSumTable;
  returned_line: ReturnedLineTable;
  master: MasterTable;
  job: JobTable;
  job_run: JobRunRecord;
  job_schedule: JobScheduleTable;
  job_run_channel: JobRunChannelTable;
  parameter_version: ParameterVersionTable;
  account: AccountTable;
  session: SessionTable;
  audit: AuditTable;
  audit_seal: AuditSealTable;
  audit_head: AuditHeadTable;
  failure: FailureTable;
  idempotency_key: IdempotencyKeyTable;
  setting: SettingTable;
};
