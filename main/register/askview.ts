/** What headquarters is being asked, what it refused, and what it took back: shown until the cashier has read it. */
import type { AskView, RefusalView } from '../../shared/bridge/view.ts';
import { done, type Fault, type Result } from '../../shared/fault.ts';
import { latestBroken, latestRefusal, markRead, openAsk } from '../database/locks.ts';
import type { Database } from '../database/open.ts';
import { attempt } from '../database/transaction.ts';
import { markHeard } from '../database/recovered.ts';
import type { Desk } from './desk.ts';
import { recoveryNotice } from './restored.ts';

export function askView(db: Database): AskView | null {
  const row = openAsk(db);
  return row && { kind: row.kind, purpose: row.purpose, last4: row.last4, since: row.askedAt };
}

export function refusalView(db: Database): RefusalView | null {
  const row = latestRefusal(db);
  if (!row?.fault) return null;
  const { kind, purpose, last4, fault, askedAt } = row;
  return { kind, purpose, last4, fault, at: askedAt };
}

/** A lock that was taken back, else a register that was put right, else a device that failed. */
export const noticeView = (desk: Desk): Fault | null =>
  latestBroken(desk.ports.db)?.fault ?? recoveryNotice(desk.ports.db) ?? desk.memory.notice;

/** The cashier has read what was refused or taken back. */
export function dismissRefusal(desk: Desk): Result<void> {
  const { db } = desk.ports;
  return attempt(db, () => {
    // Only what was shown is read: a broken lock hides the others.
    if (latestBroken(db) === null) {
      if (recoveryNotice(db) === null) desk.memory.notice = null;
      else markHeard(db, 'cashier');
    }
    markRead(db);
    return done;
  });
}
