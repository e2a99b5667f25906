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
  error: string | null;
};
