/** The table of receipts to be sent, by row. */
import type { Hash, Instant, RegisterId } from '../../shared/identity.ts';

/** A receipt to be sent by e-mail. */
export type MailTable = {
  entry: Hash;
  register: RegisterId;
  receipt: string;
  address: string;
  paper_json: string;
  state: 'waiting' | 'sent' | 'failed';
  tries: number;
  due_at: Instant;
  asked_at: Instant;
  ended_at: Instant | null;
  /** Why the last try failed. */
  error: string | null;
  /** A person gave up a failed one: who and when, and why. */
  given_up_at?: Instant | null | undefined;
  given_up_by?: string | null | undefined;
  given_up_note?: string | null | undefined;
};
