/** The channel database's tables by row. Instants are ISO 8601 text, flags 0 or 1, `previous` and `body` JSON text. */
import type { ServerDatabase } from '../database/open.ts';
import type { Hash, Instant, RegisterId, SaleId, StaffId, StoreId } from '../../shared/identity.ts';
import type { Sale } from '../../shared/sale.ts';
import type { JobId } from '../../shared/feed.ts';

type Flag = number;

export type ChannelTables = {
  /** Activated registers; of their tokens only hashes. One that is not active is let in no more. */
  device: {
    register: RegisterId;
    name: string;
    store: StoreId;
    token_hash: Hash;
    activated_at: Instant;
    active: Flag;
  };
  /** Entries as they came; append-only. */
  entry: { register: RegisterId; hash: Hash; content: string; received_at: Instant };
  /** Entries whose text does not have their hash, one row for each text that came. */
  damaged_entry: {
    register: RegisterId;
    hash: Hash;
    found: Hash;
    content: string;
    received_at: Instant;
  };
  /** Entries that took their place damaged and came intact later, with the epoch of headquarters in which it was sent the intact copy. */
  mended_entry: { register: RegisterId; hash: Hash; forwarded_epoch: number | null };
  /** Each entry's place. `standing`: all before it are here. `head`: standing, and no standing entry comes after it. */
  link: {
    register: RegisterId;
    hash: Hash;
    number: number;
    previous: string;
    standing: Flag;
    head: Flag;
  };
  /**
   * Counts of a register's chain: all entries, standing ones, and the highest number of a standing one. `branched`: the standing ones
   * are not one line numbered from 1 on.
   */
  chain: {
    register: RegisterId;
    entries: number;
    standing: number;
    highest: number;
    branched: Flag;
  };
  /** Headquarters' answers; `cursor` grows over restores of either side. */
  answer: { register: RegisterId; hash: Hash; cursor: number; body: string };
  /** `floor`: differences are known from this version on; a register that has an older one gets everything. */
  job: { job: JobId; version: number; floor: number };
  feed_row: { job: JobId; id: string; version: number; deleted: Flag; body: string };
  /** Rows of a package whose last page has not come yet. */
  staged_row: { job: JobId; id: string; deleted: Flag; body: string };
  /** Entries that were not looked into for sales yet. */
  unread_entry: { register: RegisterId; hash: Hash };
  /** Sales of the stores; receipts in capitals. */
  sale: {
    register: RegisterId;
    hash: Hash;
    store: StoreId;
    receipt: string;
    sequence: number;
    kind: Sale['kind'];
    at: Instant;
    cashier: StaffId;
    currency: string;
    total: number;
    lines: number;
    tenders: string;
    offline: Flag;
  };
  /** Thousandths of a receipt's line that came back in a sale, with price and tax. */
  sale_return: {
    sale: SaleId;
    line: number;
    store: StoreId;
    register: RegisterId;
    receipt: string;
    receipt_line: number;
    quantity: number;
    paid: number;
    tax: number;
  };
  setting: { name: SettingName; value: number };
};

/** `epoch`: headquarters' newest; `resets`: cache resets obeyed; the answers' cursor and the epoch that it belongs to. */
export type SettingName = 'epoch' | 'resets' | 'answersCursor' | 'answersEpoch';

export type ChannelDatabase = ServerDatabase<ChannelTables>;
/** For reading, inside or outside a transaction. */
export type Reader = ChannelDatabase['query'];
